import type { Login } from "../login.ts";
import type { Properties } from "../property-values.ts";
import type { Store } from "../store.ts";

export interface InvokeRequest {
  readonly token: string;
  readonly args: Properties;
  readonly login: Login;
  readonly store: Store;
}

export type Invokes = Readonly<Record<string, (request: InvokeRequest) => Properties>>;
