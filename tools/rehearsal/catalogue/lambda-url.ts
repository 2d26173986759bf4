import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:lambda/functionUrl:FunctionUrl",
    noun: "Lambda Function URL",
    operations: {
      create: "CreateFunctionUrlConfig",
      update: "UpdateFunctionUrlConfig",
      delete: "DeleteFunctionUrlConfig",
    },
    id: (make) => stringOf(make.inputs["functionName"]),
    outputs: (make) => {
      const urlId = make.letters(32, "url").toLowerCase();
      return {
        functionArn: stringOf(make.inputs["functionName"]),
        functionUrl: `https://${urlId}.lambda-url.${make.region}.on.aws/`,
        urlId,
      };
    },
    defaults: { invokeMode: "BUFFERED" },
    createOnly: ["functionName", "qualifier"],
    autoName: false,
  },
];
