import { defineNeeds } from "../../shared/needs.ts";
import { dataConfig } from "./config.ts";

export default defineNeeds({
  config: dataConfig,
  // A standby of an instance does not count as one; a reader of Aurora does.
  of: ({ data: { db } }) => ({
    quotas: { databaseInstances: db.engine === "aurora-serverless" && db.multiAz ? 2 : 1 },
  }),
});
