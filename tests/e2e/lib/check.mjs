// The list of checks of one program: each says `ok NAME`; the first that fails leaves a picture and ends the program.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export class Checks {
  constructor(pictures) {
    this.pictures = pictures;
    this.passed = 0;
    mkdirSync(pictures, { recursive: true });
  }

  async check(name, page, body) {
    const began = Date.now();
    try {
      await body();
    } catch (error) {
      const picture = join(this.pictures, `failed-${this.passed + 1}.png`);
      if (page) await page.screenshot({ path: picture }).catch(() => undefined);
      console.log(`FAILED ${name} (picture: ${picture})`);
      if (page?.complaints?.length) console.log(page.complaints.slice(0, 10).join("\n"));
      throw error;
    }
    this.passed += 1;
    console.log(`ok ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }
}
