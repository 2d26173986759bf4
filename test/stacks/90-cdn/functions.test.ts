import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const folder = join(import.meta.dirname, "..", "..", "..", "stacks", "90-cdn", "functions");

/** What a function makes of a request for a path, run as CloudFront runs it: a script with a global handler. */
function uriAfter(name: string, uri: string): string {
  const event = { request: { method: "GET", uri, headers: {}, querystring: {}, cookies: {} } };
  const source = readFileSync(join(folder, `${name}.js`), "utf8");
  return (runInNewContext(`${source}\nhandler(event)`, { event }) as { uri: string }).uri;
}

test.each([
  ["/", "/index.html"],
  ["/a/b", "/index.html"],
  ["/a/b/", "/index.html"],
  ["/v1.2/start", "/index.html"],
  ["/index.html", "/index.html"],
  ["/assets/app-0a1b2c.js", "/assets/app-0a1b2c.js"],
  ["/favicon.ico", "/favicon.ico"],
  ["/missing.png", "/missing.png"],
  ["/.well-known/apple-app-site-association", "/.well-known/apple-app-site-association"],
])("spa-fallback: %s is served from %s", (uri, served) => {
  expect(uriAfter("spa-fallback", uri)).toBe(served);
});

test.each([
  ["/cms/page", "/page"],
  ["/cms/a/b.json", "/a/b.json"],
  ["/cms/", "/"],
  ["/cms", "/"],
])("strip-first-segment: %s arrives as %s", (uri, arrives) => {
  expect(uriAfter("strip-first-segment", uri)).toBe(arrives);
});

test.each(["spa-fallback", "strip-first-segment"])(
  "%s fits into the 10 KB of a CloudFront Function",
  (name) => {
    expect(Buffer.byteLength(readFileSync(join(folder, `${name}.js`)))).toBeLessThan(10 * 1024);
  },
);
