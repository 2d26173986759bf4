import { docpipeline } from "../../shared/contracts/docpipeline.ts";
import { logGroupName } from "../../shared/naming.ts";
import { defineOperations } from "../../shared/operations.ts";
import { docpipelineConfig } from "./config.ts";
import { functionNames } from "./state-machine.ts";

export default defineOperations({
  contract: docpipeline,
  config: docpipelineConfig,
  of: ({ outputs: { stateMachineArn }, config }) => ({
    // As pipeline-functions.ts names them.
    logs: Object.fromEntries(
      functionNames.map((name) => [name, logGroupName(config, "aws/lambda", `docpipeline-${name}`)]),
    ),
    addresses: {
      pipeline: `https://${config.region}.console.aws.amazon.com/states/home?region=${config.region}#/statemachines/view/${stateMachineArn}`,
    },
  }),
});
