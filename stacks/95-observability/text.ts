import * as pulumi from "@pulumi/pulumi";
import type { Text } from "./signal.ts";

/** Makes a text of another, at once where it is known. */
export function mapText(text: Text, change: (plain: string) => string): Text {
  return typeof text === "string" ? change(text) : pulumi.output(text).apply(change);
}
