import { defineNeeds } from "../../shared/needs.ts";
import { hardenConfig } from "./config.ts";

export default defineNeeds({
  config: hardenConfig,
  of: ({ harden: { endpoints } }) => ({ quotas: { interfaceEndpoints: endpoints.length } }),
});
