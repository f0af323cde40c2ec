// What every suite in JavaScript is made of: a named step with a deadline, one line of output when it has passed.
const deadline = 60_000

export async function step(name, run) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${name}: not done in ${deadline} ms`)), deadline) })
  await Promise.race([run(), late]).finally(() => clearTimeout(timer))
  console.log(`ok ${name}`)
}
