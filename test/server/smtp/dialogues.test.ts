import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { play, readDialogue } from "./dialogue.ts";
import { readScripts, scriptSet } from "./script-fixture.ts";
import { startSmtp } from "./smtp-fixture.ts";

const FOLDER = join(import.meta.dirname, "../../dialogues");

describe("dialogues", () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith(".txt")))("%s", async (name) => {
    const path = join(FOLDER, name);
    const dialogue = readDialogue(path);
    const scripts = scriptSet(readScripts(path.replace(/\.txt$/, "")));
    const fixture = await startSmtp(dialogue.config, { current: () => scripts });
    try {
      await play(name, dialogue, fixture);
    } finally {
      await fixture.stop();
    }
  });
});
