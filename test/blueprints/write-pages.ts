import { writeFileSync } from "node:fs";
import { makeCoveragePage, makeSystemPage } from "./made-pages.ts";
import { systems } from "./systems.ts";

const coverage = makeCoveragePage();
writeFileSync(coverage.file, coverage.shouldBe);
for (const system of systems) {
  const { file, shouldBe } = await makeSystemPage(system);
  writeFileSync(file, shouldBe);
}
