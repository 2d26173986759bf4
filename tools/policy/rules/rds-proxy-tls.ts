import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Connections to a database proxy are encrypted",
  controls: [],
  types: ["aws:rds/proxy:Proxy"],
  check: (resource) => expectProperty(resource, "requireTls", is(true)),
  remedy: "set requireTls",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html",
});
