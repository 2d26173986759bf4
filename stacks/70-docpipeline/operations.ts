import { docpipeline } from "../../shared/contracts/docpipeline.ts";
import { defineOperations } from "../../shared/operations.ts";
import { docpipelineConfig } from "./config.ts";

export default defineOperations({
  contract: docpipeline,
  config: docpipelineConfig,
  of: ({ outputs: { functionNames, stateMachineArn }, config: { region } }) => ({
    // Lambda's own names for log groups, which this layer gives them too.
    logs: Object.fromEntries(functionNames.map((name) => [name, `/aws/lambda/${name}`])),
    addresses: {
      pipeline: `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${stateMachineArn}`,
    },
  }),
});
