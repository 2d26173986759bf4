import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { refreshPrices } from "../../../tools/cost/refresh.ts";
import { listed } from "../../support/price-list.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";
import { withEnvironment } from "../../support/environment.ts";

/** Answers GetProducts as AWS does: JSON 1.1, the products as texts, one a page. */
const products: Record<string, string[]> = {};
let requests: { target: string; region: string; usage: string; page: string | undefined }[] = [];
let server: Server;
const folder = createTemporaryFolder();

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { Filters, NextToken } = JSON.parse(body) as {
        Filters: { Field: string; Value: string }[];
        NextToken?: string;
      };
      const valueOf = (field: string) => Filters.find((filter) => filter.Field === field)?.Value ?? "";
      const [region, usage] = [valueOf("regionCode"), valueOf("usagetype")];
      requests.push({ target: String(request.headers["x-amz-target"]), region, usage, page: NextToken });
      const found = products[`${region} ${usage}`] ?? [];
      const at = Number(NextToken ?? 0);
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(
        JSON.stringify({
          FormatVersion: "aws_v1",
          PriceList: found.slice(at, at + 1),
          ...(at + 1 < found.length && { NextToken: String(at + 1) }),
        }),
      );
    });
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
});
afterAll(() => void server.close());

const old = { source: "https://aws.amazon.com/vpc/pricing/", asOf: "2026-01-31", recorded: "by hand" };

beforeEach(() => {
  requests = [];
  Object.keys(products).forEach((key) => delete products[key]);
  writeFileSync(
    join(folder, "network.json"),
    JSON.stringify({
      "nat-gateway-hour": {
        ...{ what: "NAT gateway", unit: "hour", ...old },
        usd: { "us-east-1": 0.045, "us-west-1": 0.05 },
        approximate: ["us-west-1"],
        priceList: { service: "AmazonEC2", usage: "NatGateway-Hours" },
      },
      "queue-million": {
        ...{ what: "Requests", unit: "million requests", ...old, usd: { everywhere: 0.5 } },
        priceList: { service: "AWSQueueService", usage: "Requests-Tier1" },
      },
    }),
  );
});

function refresh(regions: string[] = []) {
  const { port } = server.address() as AddressInfo;
  return withEnvironment(
    {
      AWS_ENDPOINT_URL_PRICING: `http://127.0.0.1:${port}`,
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    },
    () => refreshPrices(folder, { regions, today: "2026-11-21" }),
  );
}

function written(): Record<string, object> {
  return JSON.parse(readFileSync(join(folder, "network.json"), "utf8")) as Record<string, object>;
}

test("prices come from the Price List, page by page, with today's date", async () => {
  products["us-east-1 NatGateway-Hours"] = [
    listed({ usagetype: "NatGateway-Hours-Regional" }, ["0.9"]),
    listed({ usagetype: "NatGateway-Hours" }, ["0.0450000000"]),
  ];
  products["us-west-1 NatGateway-Hours"] = [listed({ usagetype: "USW1-NatGateway-Hours" }, ["0.0480000000"])];
  products["us-east-1 Requests-Tier1"] = [
    listed({ usagetype: "Requests-Tier1" }, ["0.0000000000", "0.0000004000"], ["0", "1000000"]),
  ];
  expect(await refresh()).toEqual([
    { id: "nat-gateway-hour", region: "us-east-1", result: "confirmed", before: 0.045, after: 0.045 },
    { id: "nat-gateway-hour", region: "us-west-1", result: "changed", before: 0.05, after: 0.048 },
    { id: "queue-million", region: "everywhere", result: "changed", before: 0.5, after: 0.4 },
  ]);
  const fresh = { asOf: "2026-11-21", recorded: "from the Price List" };
  expect(written()).toMatchObject({
    "nat-gateway-hour": { ...fresh, usd: { "us-east-1": 0.045, "us-west-1": 0.048 } },
    "queue-million": { ...fresh, usd: { everywhere: 0.4 } },
  });
  expect(written()["nat-gateway-hour"]).not.toHaveProperty("approximate");
  expect(requests[0]).toEqual({
    ...{ target: "AWSPriceListService.GetProducts", region: "us-east-1", usage: "NatGateway-Hours" },
    page: undefined,
  });
  expect(requests[1]!.page).toBe("1");
});

test("a price that is not found stays as it is, with its date, and is told", async () => {
  products["us-east-1 NatGateway-Hours"] = [listed({ usagetype: "NatGateway-Hours" }, ["0.045"])];
  expect((await refresh()).filter(({ result }) => result === "kept")).toEqual([
    {
      ...{ id: "nat-gateway-hour", region: "us-west-1", result: "kept" },
      reason: 'expected one price of usage type "NatGateway-Hours", got none',
    },
    {
      ...{ id: "queue-million", region: "everywhere", result: "kept" },
      reason: 'expected one price of usage type "Requests-Tier1", got none',
    },
  ]);
  expect(written()["nat-gateway-hour"]).toMatchObject({
    ...old,
    usd: { "us-west-1": 0.05 },
    approximate: ["us-west-1"],
  });
});

test("a region is added where the Price List has it", async () => {
  products["ap-south-1 NatGateway-Hours"] = [listed({ usagetype: "APS3-NatGateway-Hours" }, ["0.056"])];
  await refresh(["ap-south-1"]);
  expect(written()["nat-gateway-hour"]).toMatchObject({ usd: { "us-east-1": 0.045, "ap-south-1": 0.056 } });
});
