import { stringOf } from "../catalogue/entry.ts";
import type { Properties } from "../property-values.ts";
import { Refusal } from "../refusal.ts";
import type { Place, StoredResource } from "../store.ts";
import type { InvokeRequest, Invokes } from "./invoke.ts";

/** Data sources that find what the account already has. */
export const invokes: Invokes = {
  "aws:acm/getCertificate:getCertificate": (request) =>
    answer(
      request,
      "aws:acm/certificate:Certificate",
      `no certificate for domain "${stringOf(request.args["domain"])}" found in this Region`,
      (certificate) =>
        certificate.properties["domainName"] === request.args["domain"] &&
        certificate.properties["status"] === "ISSUED",
    ),
  "aws:ssm/getParameter:getParameter": (request) =>
    answer(
      request,
      "aws:ssm/parameter:Parameter",
      `reading SSM Parameter (${stringOf(request.args["name"])}): couldn't find resource`,
      (it) => it.id === request.args["name"],
    ),
  "aws:secretsmanager/getSecret:getSecret": (request) =>
    answer(
      request,
      "aws:secretsmanager/secret:Secret",
      `reading Secrets Manager Secret (${stringOf(request.args["name"] ?? request.args["arn"])}): couldn't find resource`,
      (secret) => secret.id === request.args["arn"] || secret.properties["name"] === request.args["name"],
    ),
  "aws:secretsmanager/getSecretVersion:getSecretVersion": (request) =>
    answer(
      request,
      "aws:secretsmanager/secretVersion:SecretVersion",
      `reading Secrets Manager Secret Version (${stringOf(request.args["secretId"])}|AWSCURRENT): couldn't find resource`,
      (version) => version.properties["secretId"] === request.args["secretId"],
    ),
  "aws:kms/getAlias:getAlias": (request) => {
    const name = stringOf(request.args["name"]);
    // Keys of AWS services exist in every account before anybody asks for them.
    if (name.startsWith("alias/aws/")) return managedAlias(request, name);
    return answer(
      request,
      "aws:kms/alias:Alias",
      `reading KMS Alias (${name}): couldn't find resource`,
      (alias) => alias.id === name,
    );
  },
  "aws:iam/getRole:getRole": (request) =>
    answer(
      request,
      "aws:iam/role:Role",
      `reading IAM Role (${stringOf(request.args["name"])}): couldn't find resource`,
      (role) => role.id === request.args["name"],
    ),
};

function answer(
  request: InvokeRequest,
  token: string,
  missing: string,
  matches: (it: StoredResource) => boolean,
): Properties {
  const found = request.store
    .list(token, { account: request.login.account, ...placeOf(request, token) })
    .find(matches);
  if (found === undefined) throw new Refusal("NotFound", missing);
  return {
    ...found.properties,
    ...request.args,
    id: found.id,
    ...(found.properties["arn"] === undefined ? {} : { arn: found.properties["arn"] }),
  };
}

function placeOf({ args, login }: InvokeRequest, token: string): Partial<Place> {
  if (token.startsWith("aws:iam/")) return { region: "global" };
  return { region: stringOf(args["region"]) || login.region };
}

function managedAlias({ args, login }: InvokeRequest, name: string): Properties {
  const region = stringOf(args["region"]) || login.region;
  const arn = `arn:aws:kms:${region}:${login.account}`;
  const keyId = `${name.replace(/\W/g, "")}-managed`;
  return {
    id: `${arn}:${name}`,
    arn: `${arn}:${name}`,
    name,
    region,
    targetKeyId: keyId,
    targetKeyArn: `${arn}:key/${keyId}`,
  };
}
