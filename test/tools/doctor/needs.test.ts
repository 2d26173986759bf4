import { expect, test } from "@jest/globals";
import { fileURLToPath } from "node:url";
import { fargateVcpus } from "../../../shared/components/fargate-vcpus.ts";
import { checkRegions } from "../../../tools/doctor/aws.ts";
import { describeDelegation } from "../../../tools/doctor/dns.ts";
import { checkDocker, checkNode } from "../../../tools/doctor/machine.ts";
import { collectNeeds, sumQuotas, type StackNeeds } from "../../../tools/doctor/needs.ts";
import { openProject } from "../../../tools/project.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("the default product needs this much of an account", async () => {
  const { plan } = await openProject({ directory: root, env: "dev" });
  const stacks = await collectNeeds(plan.nodes, ({ id }) => id === "10-network/dev");
  expect(sumQuotas(stacks).map(({ quota, total, toCome }) => `${quota} ${total}, ${toCome} to come`)).toEqual(
    [
      "vpcs 1, 0 to come",
      "internetGateways 1, 0 to come",
      "databaseInstances 1, 1 to come",
      // Two tasks of half a vCPU, and twice as many during a deployment.
      "fargateVcpus 2, 2 to come",
      "loadBalancers 1, 1 to come",
      // Up to two workers of half a vCPU.
      "fargateSpotVcpus 2, 2 to come",
      "concurrentFunctions 20, 20 to come",
    ],
  );
  expect(stacks.flatMap(({ needs }) => needs.github ?? [])).toEqual([
    { repository: "example/doc-pipeline", environment: "dev" },
  ]);
  expect(stacks.find(({ id }) => id === "00-account/dev")?.needs.oidcProvider).toEqual({
    issuer: "token.actions.githubusercontent.com",
    must: "be absent",
  });
});

test.each(["app-runner", "doc-pipeline", "tap", "utm", "web-api"])(
  "every layer of %s says what it needs in its configuration's terms",
  async (blueprint) => {
    const { plan } = await openProject({ directory: root, blueprint, rehearse: true });
    const stacks = await collectNeeds(plan.nodes, () => false);
    expect(sumQuotas(stacks)).toContainEqual(expect.objectContaining({ quota: "vpcs", total: 1 }));
    expect(checkRegions(stacks).filter(({ status }) => status === "breaks")).toEqual([]);
  },
);

test("a deployment puts new tasks beside the old ones, one service at a time", () => {
  const service = { cpu: 512, desired: 2, spot: false };
  const scaled = { cpu: 1024, desired: 1, scaling: { max: 4 }, spot: false };
  expect(fargateVcpus([service, scaled])).toEqual({ fargateVcpus: 1 + 4 + 4, fargateSpotVcpus: 0 });
  expect(fargateVcpus([{ ...service, spot: true }], 100)).toEqual({ fargateVcpus: 0, fargateSpotVcpus: 1 });
});

test("a service that a region does not have breaks a rollout, with the regions that do", () => {
  const stack: StackNeeds = {
    ...{ id: "70-docpipeline/dev", accountId: "123456789012", region: "us-west-1", isDeployed: false },
    needs: { services: ["textract", "comprehend"] },
  };
  const [textract, comprehend] = checkRegions([stack]);
  expect(textract).toMatchObject({ status: "ok", message: "us-west-1 has textract for 70-docpipeline/dev" });
  expect(comprehend).toMatchObject({
    status: "breaks",
    message: "us-west-1 has no comprehend, which 70-docpipeline/dev uses",
    remedy: expect.stringContaining("us-west-2"),
  });
});

test("some of a zone's name servers are as good as all, one of somebody else's is not", () => {
  const zone = { zone: "lookup" as const, zoneName: "example.com" };
  const ours = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"];
  expect(describeDelegation(zone, ours, ["NS-1.AWSDNS-01.COM."]).status).toBe("ok");
  expect(describeDelegation(zone, ours, [...ours, "ns1.other.example"]).status).toBe("breaks");
  expect(describeDelegation(zone, ours, []).message).toBe(
    "example.com is served by nobody, expected ns-1.awsdns-01.com, ns-2.awsdns-02.net",
  );
});

test.each([
  ["24.0.0", "ok"],
  ["26.1.0", "ok"],
  ["22.18.0", "breaks"],
])("Node %s: %s", (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

test("a machine without Docker is told of, and may roll out", async () => {
  expect(await checkDocker("docker-that-is-not-there")).toMatchObject({ subject: "docker", status: "warns" });
});
