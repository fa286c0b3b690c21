// Bundles src/ into ../web/editor: one module a page, and what is loaded later in chunks of its own.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const output = here("../web/editor");

// What Yasqe carries and we never run. Its public prefixes are some 500 that anyone could enter at prefix.cc, names of
// shops among them: we complete from our own vocabulary. Its JSON.parse for browsers that have none calls eval, which
// keeps the bundler from dropping and shortening anything in the file. And it names two services that we never ask.
const UNUSED = [
  [/\bprefixes_default = \{[^{}]*\}/, "prefixes_default = {}"],
  [/\beval\("\(" \+ text \+ "\)"\)/, "null"],
  [/\blov\.linkeddata\.es\/[\w/]+/, "localhost"],
  [/https:\/\/dbpedia\.org\/sparql/, "/sparql"],
];
const TOOLS = /\/(esbuild|prettier|@esbuild\/[^/]+|@types\/[^/]+)$/;

const trimmedYasqe = {
  name: "trimmed-yasqe",
  setup({ onLoad }) {
    onLoad({ filter: /yasqe\.esm\.js$/ }, async ({ path }) => {
      const contents = UNUSED.reduce(
        (text, [part, rest]) => {
          if (!part.test(text)) throw new Error(`${path} has no ${part}: look how this release of Yasqe is written`);
          return text.replace(part, rest);
        },
        await readFile(path, "utf8"),
      );
      return { contents, loader: "js" };
    });
  },
};

/** Returns the name, version and licence of every package that may be in a bundle. */
async function licences() {
  const { packages } = JSON.parse(await readFile(here("package-lock.json"), "utf8"));
  const bundled = Object.keys(packages).filter((path) => path && !TOOLS.test(path));
  return (await Promise.all(bundled.map((path) => licence(path, packages[path])))).join("\n");
}

async function licence(path, { version, license }) {
  const file = (await readdir(here(path))).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? await readFile(here(`${path}/${file}`), "utf8") : "";
  return `${path.replace("node_modules/", "")} ${version}, ${license}\n\n${text}`;
}

await rm(output, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here("."),
  entryPoints: { sparql: "src/sparql.js", ontology: "src/ontology.js" },
  outdir: output,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  metafile: true,
  plugins: [trimmedYasqe],
});
for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(String(bytes).padStart(8), file);
await writeFile(`${output}/licences.txt`, await licences());
