import type { Properties, PropertyValue } from "../property-values.ts";
import type { Place, Store } from "../store.ts";

/** What an entry may use to make up ids and outputs: the same inputs always give the same values. */
export interface Fabrication extends Place {
  readonly token: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly inputs: Properties;
  readonly store: Store;
  /** Lower-case hexadecimal digits that belong to this resource; another salt gives others. */
  hex(length: number, salt?: string): string;
  digits(length: number, salt?: string): string;
  /** Upper-case letters and digits, as IAM and Cognito ids use them. */
  letters(length: number, salt?: string): string;
  arn(service: string, resource: string, options?: { region?: string; account?: string }): string;
}

export interface AutoName {
  readonly property: string;
  readonly maxLength: number;
  readonly separator?: string;
  readonly lowercase?: boolean;
  readonly prefix?: string;
}

/** What the stand-in knows about one resource type beyond the provider's own declarations in facts/. */
export interface Entry {
  readonly token: string;
  /** The name of the service and the resource in the provider's messages, such as "EC2 Subnet". */
  readonly noun?: string;
  /** The API operations that the provider calls, when they are not Create, Update and Delete followed by the type's name. */
  readonly operations?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  id?(make: Fabrication): string;
  /** Outputs that AWS makes up; merged over the generic ones and under the inputs. */
  outputs?(make: Fabrication & { readonly id: string }): Record<string, PropertyValue | undefined>;
  /** Parts of object arguments, or of lists of them, that AWS makes up, by argument; `outputs` gives the objects with these parts. */
  readonly completes?: Readonly<Record<string, readonly string[]>>;
  /** What the provider or AWS fills in, known already at preview. */
  readonly defaults?: Properties;
  /** A change replaces the resource although the documentation does not say so. */
  readonly createOnly?: readonly string[];
  /** A change updates the resource although the documentation sounds otherwise. */
  readonly mutable?: readonly string[];
  readonly autoName?: AutoName | false;
  readonly deleteBeforeReplace?: boolean;
  /** A setting that is put over whatever is there, so that creating it never finds it taken. */
  readonly overwrites?: boolean;
  /** The name that the SDK gives the service, when it is not the first word of the noun. */
  readonly service?: string;
  /** Outputs that an update changes. */
  updated?(inputs: Properties, before: Properties): Properties;
  /** Runs after a create: what else changes in the account. */
  created?(make: Fabrication & { readonly id: string }): void;
  /** Runs after a delete was granted: what AWS keeps. */
  remains?(make: Fabrication & { readonly id: string; readonly properties: Properties }): void;
}

export function stringOf(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A UUID made of a resource's own digits. */
export function uuidOf(make: Fabrication, salt = "uuid"): string {
  const hex = make.hex(32, salt);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The part of an ARN, URL or id after the last separator. */
export function lastPart(text: string, separator = "/"): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}
