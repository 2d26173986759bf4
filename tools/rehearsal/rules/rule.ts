import type { Properties } from "../property-values.ts";
import type { Place, Store } from "../store.ts";

export type Operation = "create" | "update" | "delete";

/** What a rule may look at: the request and everything that exists. */
export interface RuleRequest extends Place {
  readonly token: string;
  readonly name: string;
  readonly operation: Operation;
  readonly store: Store;
  /** The id of the resource, empty at create. */
  readonly id: string;
  /** The new inputs; at delete the properties of the resource. */
  readonly inputs: Properties;
  /** The properties before an update or delete. */
  readonly olds: Properties;
}

/** Something that AWS refuses: one rule, one file. */
export interface Rule {
  readonly id: string;
  readonly tokens: readonly string[];
  readonly operations: readonly Operation[];
  /** Needs resources that another layer may own; not asked where one layer runs alone, as under mocks. */
  readonly readsOtherLayers?: boolean;
  /** The error code that AWS returns. */
  readonly code: string;
  /** Where AWS or the provider says so. */
  readonly source: string;
  /** The message as AWS words it in substance, or undefined to let the request pass. */
  refuses(request: RuleRequest): string | undefined;
}
