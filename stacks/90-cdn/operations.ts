import { cdn } from "../../shared/contracts/cdn.ts";
import { defineOperations } from "../../shared/operations.ts";
import { cdnConfig } from "./config.ts";

export default defineOperations({
  contract: cdn,
  config: cdnConfig,
  of: ({ outputs: { webUrl } }) => ({ addresses: { web: webUrl } }),
});
