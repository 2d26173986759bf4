import { observability } from "../../shared/contracts/observability.ts";
import { defineOperations } from "../../shared/operations.ts";
import { observabilityConfig } from "./config.ts";

export default defineOperations({
  contract: observability,
  config: observabilityConfig,
  of: ({ outputs: { dashboardUrl } }) => ({ addresses: { dashboard: dashboardUrl } }),
});
