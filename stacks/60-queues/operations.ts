import { queues } from "../../shared/contracts/queues.ts";
import { defineOperations } from "../../shared/operations.ts";
import { queuesConfig } from "./config.ts";

export default defineOperations({
  contract: queues,
  config: queuesConfig,
  of: ({ outputs: { workerServices }, config: { workers, compute } }) => ({
    services: Object.fromEntries(
      Object.entries(workerServices).flatMap(([name, { name: service, logGroupName }]) => {
        const config = workers[name];
        // Taken out of the configuration, and not yet of AWS.
        if (config === undefined) return [];
        const operations = {
          engine: "fargate",
          ecs: { service, container: service },
          logGroup: logGroupName,
          image: {
            key: ["workers", name, "image"] as const,
            configured: config.image,
            repository: config.repository,
          },
          architecture: compute.architecture,
          secrets: Object.values(config.secrets),
          exec: config.exec,
        };
        return [[name, operations]];
      }),
    ),
  }),
});
