import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { checkGitHub } from "../../../tools/doctor/github.ts";

test("a variable counts that is not on the first page of GitHub's answer", async () => {
  const others = Array.from({ length: 30 }, (_, at) => `OTHER_${at}`);
  const all = [...others, "AWS_REGION", "PULUMI_BACKEND_URL", "DEPLOY_ROLE_ARN", "DEV_PREVIEW_ROLE_ARN"];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://github.example");
    const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
    const variables = all.slice((page - 1) * size, page * size).map((name) => ({ name }));
    response.end(JSON.stringify(pathname.endsWith("/actions/variables") ? { variables } : { variables: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const github = { url: `http://127.0.0.1:${port}`, token: "token" };
  try {
    expect(
      await checkGitHub(github, [{ repository: "example/shop", environment: "dev" }], false),
    ).toMatchObject([{ status: "ok", message: "example/shop has the environment dev" }]);
  } finally {
    server.close();
  }
});
