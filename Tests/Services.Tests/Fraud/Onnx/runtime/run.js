// node run.js MODULES FOLDER: runs FOLDER/*.onnx, each on FOLDER/*.json {"double": bool, "columns": n, "values": [...]}, and prints all tensors that come out, by model.
// Numbers that JSON does not know come as text.
const fs = require("node:fs");
const path = require("node:path");
const [modules, folder] = process.argv.slice(2);
const ort = require(path.join(modules, "node_modules", "onnxruntime-node"));

const plain = (x) => (typeof x === "bigint" ? Number(x) : Number.isFinite(x) ? x : String(x));

async function main() {
  const answers = {};
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".onnx")).sort()) {
    const name = path.basename(file, ".onnx");
    const { double, columns, values } = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), "utf8"));
    const numbers = values.map(Number);
    const data = double ? Float64Array.from(numbers) : Float32Array.from(numbers);
    const session = await ort.InferenceSession.create(path.join(folder, file), { intraOpNumThreads: 1, logSeverityLevel: 3 });
    const input = new ort.Tensor(double ? "float64" : "float32", data, [numbers.length / columns, columns]);
    const outputs = await session.run({ [session.inputNames[0]]: input });
    answers[name] = Object.fromEntries(session.outputNames.map((output) => [output, Array.from(outputs[output].data, plain)]));
  }
  console.log(JSON.stringify(answers));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
