import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { play, readDialogue } from "./dialogue.ts";
import { startSmtp } from "./smtp-fixture.ts";

const FOLDER = join(import.meta.dirname, "../../dialogues");

describe("dialogues without scripts", () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith(".txt")))("%s", async (name) => {
    const path = join(FOLDER, name);
    const dialogue = readDialogue(path);
    const fixture = await startSmtp(dialogue.config);
    try {
      await play(name, dialogue, fixture);
    } finally {
      await fixture.stop();
    }
  });
});
