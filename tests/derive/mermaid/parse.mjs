// Reads a JSON array of diagrams from standard input, writes an array of null (accepted) or the parser's message.
import { readFileSync } from "node:fs";
import DOMPurify from "dompurify";

// Without a browser's document DOMPurify has no methods; parsing needs none of what they would remove.
DOMPurify.addHook ??= () => {};
DOMPurify.sanitize ??= (text) => String(text);

const { default: mermaid } = await import("mermaid");

const verdicts = [];
for (const diagram of JSON.parse(readFileSync(0, "utf8"))) {
  verdicts.push(
    await mermaid.parse(diagram).then(
      () => null,
      (error) => String(error.message ?? error),
    ),
  );
}
process.stdout.write(JSON.stringify(verdicts));
