import { auth } from "../../shared/contracts/auth.ts";
import { defineOperations } from "../../shared/operations.ts";
import { authConfig } from "./config.ts";

export default defineOperations({
  contract: auth,
  config: authConfig,
  of: ({ outputs: { apiUrl, authDomain } }) => ({
    addresses: {
      api: apiUrl,
      "sign-in": authDomain === undefined ? undefined : `https://${authDomain}`,
    },
  }),
});
