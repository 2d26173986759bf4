import type { CheckedHardenConfig } from "./config.ts";

export interface HardenFault {
  path: (string | number)[];
  message: string;
}

/** Every fault of the layer's configuration that takes more than one field to see. */
export function findHardenFaults(config: CheckedHardenConfig): HardenFault[] {
  return [...findWafFaults(config), ...findAclFaults(config), ...findBackupFaults(config)].map(
    ({ path, message }) => ({ path: ["harden", ...path], message }),
  );
}

function findWafFaults({ region, upstreams, harden: { waf } }: CheckedHardenConfig): HardenFault[] {
  const faults: HardenFault[] = [];
  const fault = (path: (string | number)[], message: string) =>
    faults.push({ path: ["waf", ...path], message });
  waf.targets.forEach((target, index) => {
    if (waf.targets.indexOf(target) !== index) {
      fault(["targets", index], `is "${target}", which is listed already; remove one`);
    } else if ((target === "rest" || target === "cognito") && !("50-auth" in upstreams)) {
      fault(
        ["targets", index],
        `is "${target}", which is found in 50-auth, but upstreams names no stack of it; add 50-auth to upstreams`,
      );
    }
  });
  for (const [name, arn] of Object.entries(waf.targetArns)) {
    const [, , service, where] = arn.split(":");
    if (service === "cloudfront") {
      fault(
        ["targetArns", name],
        "is a CloudFront distribution, whose web ACL belongs to 90-cdn; set cdn.waf there",
      );
    } else if (service === "apigateway" && !/::\/restapis\/[^/]+\/stages\/[^/]+$/.test(arn)) {
      fault(
        ["targetArns", name],
        `is "${arn}", and of API Gateway only stages of REST APIs take a web ACL, expected arn:aws:apigateway:<region>::/restapis/<id>/stages/<name>`,
      );
    } else if (where !== region) {
      fault(
        ["targetArns", name],
        `is in ${where || "no region"}, expected a resource of ${region}, where the web ACL is`,
      );
    }
  }
  return faults;
}

/** AWS takes 20 entries in a direction, of which two say what is let through. */
const mostDenied = 18;

function findAclFaults({ harden: { networkAcls: acls } }: CheckedHardenConfig): HardenFault[] {
  if (acls === undefined) return [];
  const denied = acls.denyCidrs.length + acls.denyPorts.length;
  if (denied > mostDenied) {
    return [
      {
        path: ["networkAcls"],
        message: `denies ${denied} blocks and ports, expected at most ${mostDenied}, as many as a network ACL takes; use wider blocks, or a web ACL`,
      },
    ];
  }
  if (acls.isolateDatabases || denied > 0) return [];
  return [
    {
      path: ["networkAcls"],
      message: "is set but asks for nothing; set isolateDatabases, denyCidrs or denyPorts, or remove it",
    },
  ];
}

function findBackupFaults({ region, harden: { backup } }: CheckedHardenConfig): HardenFault[] {
  if (backup === undefined) return [];
  const faults: HardenFault[] = [];
  const fault = (key: string, message: string) =>
    faults.push({ path: ["backup", ...key.split(".")], message });
  const { lock, keepDays, copyRegion, copyKeepDays } = backup;
  const asksForTags = backup.tags !== undefined && Object.keys(backup.tags).length > 0;
  if (backup.resources.length === 0 && backup.arns.length === 0 && !asksForTags) {
    fault("resources", "is empty, and so are arns and tags; name what to back up, or remove harden.backup");
  }
  if (copyRegion === region) {
    fault("copyRegion", `is ${region}, where the backups are already; name another region`);
  }
  if (copyKeepDays !== undefined && copyRegion === undefined) {
    fault("copyKeepDays", "is set, but copies are not made; set copyRegion, or remove it");
  }
  if (lock === undefined) return faults;
  const [shortest, longest] = [
    Math.min(keepDays, copyKeepDays ?? keepDays),
    Math.max(keepDays, copyKeepDays ?? keepDays),
  ];
  if (shortest < lock.minDays) {
    fault(
      "lock.minDays",
      `is ${lock.minDays}, but backups are kept for ${shortest} days, so the vault would take none; lower it, or raise keepDays and copyKeepDays`,
    );
  }
  if (lock.maxDays !== undefined && longest > lock.maxDays) {
    fault(
      "lock.maxDays",
      `is ${lock.maxDays}, but backups are kept for ${longest} days, so the vault would take none; raise it, or lower keepDays and copyKeepDays`,
    );
  }
  if (lock.maxDays !== undefined && lock.maxDays < lock.minDays) {
    fault("lock.maxDays", `is ${lock.maxDays}, expected at least lock.minDays (${lock.minDays})`);
  }
  return faults;
}
