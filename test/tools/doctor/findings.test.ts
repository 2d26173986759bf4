import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { checkOidcProviders } from "../../../tools/doctor/aws.ts";
import { checkDelegation } from "../../../tools/doctor/dns.ts";
import { lookOrWarn } from "../../../tools/doctor/findings.ts";
import { checkGitHub } from "../../../tools/doctor/github.ts";
import type { StackNeeds } from "../../../tools/doctor/needs.ts";
import { freePort } from "../../support/free-port.ts";

const refusal = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>`;

test("credentials that may not look at providers or zones are a finding, and no end of doctor", async () => {
  const server = createServer((_request, response) => void response.writeHead(403).end(refusal));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const world = {
    aws: (region: string) => ({
      ...{ region, maxAttempts: 1, endpoint: `http://127.0.0.1:${port}` },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }),
  };
  const stack: StackNeeds = {
    ...{ id: "10-network/dev", accountId: "123456789012", region: "us-west-2", isDeployed: false },
    needs: {
      oidcProvider: { issuer: "token.actions.githubusercontent.com", must: "exist" },
      domain: { name: "dev.example.com", zone: "lookup", zoneName: "example.com" },
    },
  };
  const nobody = () => Promise.resolve([]);
  try {
    expect(await lookOrWarn("OIDC provider", () => checkOidcProviders(world, [stack]), "ask")).toEqual([
      {
        ...{ subject: "OIDC provider", status: "warns", remedy: "ask" },
        message: "cannot be looked at (AccessDenied: not allowed)",
      },
    ]);
    expect(await lookOrWarn("DNS", () => checkDelegation(world, nobody, [stack]), "ask")).toMatchObject([
      { subject: "DNS", status: "warns", message: "cannot be looked at (AccessDenied: not allowed)" },
    ]);
  } finally {
    server.close();
  }
});

test("a GitHub that nobody reaches is a finding, with the reason that the network gives", async () => {
  const port = await freePort();
  const github = { url: `http://127.0.0.1:${port}`, token: "token" };
  const jobs = [{ repository: "example/shop", environment: "prod" }];
  expect(await lookOrWarn("GitHub", () => checkGitHub(github, jobs, true), "look")).toMatchObject([
    {
      status: "warns",
      message: `cannot be looked at (TypeError: fetch failed: connect ECONNREFUSED 127.0.0.1:${port})`,
    },
  ]);
});
