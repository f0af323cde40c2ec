#!/usr/bin/env python3
"""Writes nfkc.txt, the data of NfkcNormalizer, from the Unicode database of Python's unicodedata module.

    python3 generate.py > nfkc.txt

Lines: `d SOURCE TARGET...` full compatibility decomposition, `k CLASS FIRST[-LAST]...` code points of a combining class,
`c FIRST SECOND COMPOSED` primary composites; code points in hexadecimal. Hangul syllables are computed, not listed.
"""
import unicodedata as ucd

print(f"# Unicode {ucd.unidata_version}")
points = [p for p in range(0x110000) if not 0xD800 <= p <= 0xDFFF and not 0xAC00 <= p <= 0xD7A3]

for point in points:
    target = ucd.normalize("NFKD", chr(point))
    if target != chr(point):
        print("d", f"{point:X}", *(f"{ord(t):X}" for t in target))

classes = {}
for point in points:
    if ucd.combining(chr(point)):
        classes.setdefault(ucd.combining(chr(point)), []).append(point)
for combining, members in sorted(classes.items()):
    ranges = []
    for point in members:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    print("k", combining, *(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in ranges))

for point in points:
    parts = ucd.decomposition(chr(point)).split()
    if len(parts) == 2 and not parts[0].startswith("<"):
        pair = "".join(chr(int(p, 16)) for p in parts)
        if ucd.normalize("NFC", pair) == chr(point):
            print("c", *parts, f"{point:X}")

