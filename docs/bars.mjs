// Draws columns or rows of a README's table as bars, so that picture and table cannot differ.
// usage: node docs/bars.mjs README.md OUT.svg NAME [NAME...]    (names of columns or of rows; the first table that has all of them; a panel for each)
import { readFileSync, writeFileSync } from 'node:fs'

const [readme, out, ...wanted] = process.argv.slice(2)
const cells = line => line.split('|').slice(1, -1).map(cell => cell.replaceAll(/[*`]/g, '').trim())
const tables = readFileSync(readme, 'utf8').split(/\n(?!\|)/).map(block => block.split('\n').filter(line => line.startsWith('|')).map(cells))
  .filter(rows => rows.length > 2).map(([head, , ...rows]) => ({ head, rows }))
const series = ({ head, rows }, name) => head.includes(name)
  ? rows.map(row => [row[0], row[head.indexOf(name)]])
  : rows.find(row => row[0] === name)?.slice(1).map((value, i) => [head[i + 1], value])
const table = tables.find(one => wanted.every(name => series(one, name)))
if (!table) throw new Error(`${readme} has no table with ${wanted.join(', ')}`)

const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const number = text => Number.parseFloat(text.replaceAll(',', ''))
const [left, bar, right, row, gap] = [330, 360, 90, 22, 40]
const parts = []
let y = 12
for (const name of wanted) {
  const shown = series(table, name).filter(([label, value]) => label !== 'ratio' && Number.isFinite(number(value ?? '')))
  const own = shown[0][0].split(' ')[0]
  const most = Math.max(...shown.map(([, value]) => number(value)))
  parts.push(`<text x="${left}" y="${y + 12}" font-weight="600">${escape(name)}</text>`)
  y += 24
  for (const [label, value] of shown) {
    const width = Math.max(2, bar * number(value) / most)
    parts.push(
      `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escape(label)}</text>`,
      `<rect x="${left}" y="${y + 2}" width="${width.toFixed(1)}" height="${row - 6}" rx="2" fill="${label.startsWith(own) ? '#4c6ef5' : '#adb5bd'}"/>`,
      `<text x="${left + width + 6}" y="${y + 14}">${escape(value)}</text>`)
    y += row
  }
  y += gap / 2
}
writeFileSync(out, `<svg xmlns="http://www.w3.org/2000/svg" width="${left + bar + right}" height="${y}" font-family="system-ui, sans-serif" font-size="12" fill="#212529">
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`)
