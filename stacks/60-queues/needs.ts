import { fargateVcpus } from "../../shared/components/fargate-vcpus.ts";
import { defineNeeds } from "../../shared/needs.ts";
import { queuesConfig } from "./config.ts";

export default defineNeeds({
  config: queuesConfig,
  of: ({ workers }) => ({ quotas: fargateVcpus(Object.values(workers)) }),
});
