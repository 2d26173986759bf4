import { defineNeeds } from "../../shared/needs.ts";
import { cdnConfig } from "./config.ts";

export default defineNeeds({
  config: cdnConfig,
  of: ({ cdn: { mode } }) => (mode === "amplify" ? { services: ["amplify"] } : {}),
});
