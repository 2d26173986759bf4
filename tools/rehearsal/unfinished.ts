import type { Path, Properties } from "./property-values.ts";

/** A resource that AWS has, although the provider has given up waiting for it. */
export class Unfinished extends Error {
  readonly id: string;
  readonly properties: Properties;
  readonly secretPaths: readonly Path[];

  constructor(id: string, properties: Properties, secretPaths: readonly Path[], message: string) {
    super(message);
    this.name = "Unfinished";
    this.id = id;
    this.properties = properties;
    this.secretPaths = secretPaths;
  }
}
