import { data } from "../../shared/contracts/data.ts";
import { defineOperations } from "../../shared/operations.ts";
import { dataConfig } from "./config.ts";

export default defineOperations({
  contract: data,
  config: dataConfig,
  of: ({ outputs: { db, secretArns }, config: { data: settings } }) => ({
    databases: {
      [db.name]: {
        ...{ host: db.host, port: db.port, name: db.name, extraDatabases: db.extraDatabases },
        ...{ masterSecretArn: db.masterSecretArn, appSecretArn: db.appSecretArn },
      },
    },
    // The layer's own secrets (database, cache) are published elsewhere: nobody sets those by hand.
    secrets: Object.fromEntries(
      Object.entries(settings.secrets).flatMap(([name, { keys, generated }]) => {
        const arn = secretArns[name];
        return arn === undefined ? [] : [[name, { arn, keys, generated }]];
      }),
    ),
  }),
});
