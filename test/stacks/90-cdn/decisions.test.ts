import { expect, test } from "@jest/globals";
import { parseAmplifyRecord, prefixOf, renderHandRecords } from "../../../stacks/90-cdn/hand-records.ts";
import { matchedPatterns } from "../../../stacks/90-cdn/paths.ts";
import { listSecurityHeaders, renderSecurityHeaders } from "../../../stacks/90-cdn/security-headers.ts";
import { findZonesWithoutVpcOrigin } from "../../../stacks/90-cdn/vpc-origin-zones.ts";

test.each([
  ["/api/*", ["/api", "/api/*"]],
  ["/a/b/*", ["/a/b", "/a/b/*"]],
  ["/*", ["/*"]],
  ["/*.html", ["/*.html"]],
  ["/robots.txt", ["/robots.txt"]],
])("%s is matched by %j", (path, patterns) => {
  expect(matchedPatterns(path)).toEqual(patterns);
});

test("a domain's own name cannot be a CNAME, hosts below it are", () => {
  expect(renderHandRecords(["example.com", "www.example.com"], "example.com", "d1.cloudfront.net")).toEqual([
    { name: "example.com", type: "ALIAS", value: "d1.cloudfront.net" },
    { name: "www.example.com", type: "CNAME", value: "d1.cloudfront.net" },
  ]);
});

test.each([
  [
    "_a1.example.com. CNAME _b2.acm-validations.aws.",
    { name: "_a1.example.com", type: "CNAME", value: "_b2.acm-validations.aws" },
  ],
  ["app CNAME d1.cloudfront.net", { name: "app.example.com", type: "CNAME", value: "d1.cloudfront.net" }],
  [" CNAME d1.cloudfront.net", { name: "example.com", type: "ALIAS", value: "d1.cloudfront.net" }],
  ["app CNAME <pending>", undefined],
  ["", undefined],
])("Amplify's %j is read", (text, record) => {
  expect(parseAmplifyRecord(text, "example.com")).toEqual(record);
});

test.each([
  ["app.example.com", "app"],
  ["a.b.example.com", "a.b"],
  ["example.com", ""],
])("%s is example.com with %j in front", (host, prefix) => {
  expect(prefixOf(host, "example.com")).toBe(prefix);
});

test.each([
  [["usw1-az1", "usw1-az3"], []],
  [["usw1-az1", "usw1-az2"], ["usw1-az2"]],
  [["use1-az1", "use1-az3"], ["use1-az3"]],
])("of %j, %j are without VPC origins", (zones, without) => {
  expect(findZonesWithoutVpcOrigin(zones)).toEqual(without);
});

const settings = {
  hsts: { maxAgeSeconds: 31536000, includeSubdomains: true, preload: true },
  contentSecurityPolicy: "default-src 'self'",
  frameOptions: "SAMEORIGIN" as const,
};

test("the site's headers are ours; a service gets only those that fit any answer, and may set its own", () => {
  expect(Object.keys(renderSecurityHeaders(settings, "site")).sort()).toEqual([
    "contentSecurityPolicy",
    "contentTypeOptions",
    "frameOptions",
    "referrerPolicy",
    "strictTransportSecurity",
  ]);
  expect(renderSecurityHeaders(settings, "service")).toEqual({
    strictTransportSecurity: {
      accessControlMaxAgeSec: 31536000,
      includeSubdomains: true,
      preload: true,
      override: false,
    },
    contentTypeOptions: { override: false },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
  });
});

test("Amplify sends the same headers by name", () => {
  expect(listSecurityHeaders(settings)).toEqual([
    { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains; preload" },
    { key: "X-Content-Type-Options", value: "nosniff" },
    { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
    { key: "X-Frame-Options", value: "SAMEORIGIN" },
    { key: "Content-Security-Policy", value: "default-src 'self'" },
  ]);
});
