import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { runProcess } from "../../../tools/process.ts";
import { findImageFaults } from "../../support/dockerfile-rules.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = join(root, "images");
const hadolint = join(root, ".rollout", "test-tools", "venv", "bin", "hadolint");
const images = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const dockerfileOf = (image: string) => readFileSync(join(folder, image, "Dockerfile"), "utf8");

/** The codes of hadolint's rules that a Dockerfile breaks. */
async function lint(text: string): Promise<string[]> {
  const { stdout, startFailure } = await runProcess(
    hadolint,
    ["--config", join(folder, "hadolint.yaml"), "--format", "json", "-"],
    { input: text },
  );
  if (startFailure !== undefined) throw new Error("no hadolint: run test/support/install-test-tools.sh");
  return (JSON.parse(stdout) as { code: string }[]).map(({ code }) => code);
}

describe.each(images)("the image %s", (image) => {
  test("breaks no rule of hadolint, and none is turned off for it", async () => {
    expect(await lint(dockerfileOf(image))).toEqual([]);
    expect(dockerfileOf(image)).not.toMatch(/hadolint +ignore/i);
  });

  test("runs as a user without rights, is asked for its health and holds no secret", () => {
    expect(findImageFaults(dockerfileOf(image))).toEqual([]);
  });
});

const good = dockerfileOf("placeholder");

// hadolint's own rules, with our configuration: https://github.com/hadolint/hadolint#rules
test.each([
  ["DL3007", "a base that moves", good.replace(/node:\S+/, "node:latest")],
  ["DL3006", "a base without a version", good.replace(/node:\S+/, "node")],
  ["DL3026", "a base from another registry", good.replace("public.ecr.aws/docker/library/", "docker.io/")],
  ["DL3020", "files that are added and not copied", good.replace("COPY server.mjs", "ADD server.mjs")],
  ["DL3025", "a command that runs in a shell", good.replace('["node", "server.mjs"]', "node server.mjs")],
  ["DL3066", "a user by name", good.replace(/USER .*/, "USER node")],
  ["DL3018", "a package without a version", dockerfileOf("migration").replace("=~17", "")],
])("%s refuses %s", async (code, _what, text) => {
  expect(await lint(text)).toContain(code);
});

test.each([
  [
    "a user of the stage that builds",
    /\nUSER .*/,
    "",
    'runs as "root", expected the number of a user without rights',
  ],
  [
    "root by its number",
    /USER .*/,
    "USER 0:0",
    'runs as "0:0", expected the number of a user without rights',
  ],
  ["no health check", /HEALTHCHECK .*\\\n.*\n/, "", "has no HEALTHCHECK, expected one or NONE"],
  [
    "a password",
    "ARG PORT",
    "ENV DB_PASSWORD=x\nARG PORT",
    "holds DB_PASSWORD in a variable, expected secrets at run time only",
  ],
  [
    "a token that the build is given",
    "ARG PORT",
    "ARG NPM_TOKEN\nARG PORT",
    "holds NPM_TOKEN in a variable, expected secrets at run time only",
  ],
])("%s is a fault", (_what, from, to, fault) => {
  expect(findImageFaults(good.replace(from, to))).toEqual([fault]);
});
