import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const guessable = ["admin", "administrator", "postgres", "root"];

const ownName: Expectation = {
  wanted: `a name other than ${guessable.join(", ")}`,
  // A restored database brings its administrator along.
  holds: (name) => name === undefined || !guessable.includes(String(name)),
};

export default resourceRule({
  title: "The database administrator's name cannot be guessed",
  controls: ["RDS.24", "RDS.25"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) =>
    expectProperty(resource, resource.type.endsWith(":Instance") ? "username" : "masterUsername", ownName),
  remedy: "choose a name of your own",
  source: securityHub("RDS.25"),
});
