import Wording

/// What was added to a text (`+`) and taken out of it (`-`), line by line, with a line of what stays around; what lies
/// between two places is left out.
func lineDifference(from old: String, to new: String, _ terminal: Terminal) -> [String] {
  func lines(_ text: String) -> [Substring] {
    text.isEmpty ? [] : text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
  let (before, after) = (lines(old), lines(new))
  var (removed, added): (Set<Int>, Set<Int>) = ([], [])
  for change in after.difference(from: before) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): added.insert(offset)
    }
  }
  var script: [(sign: Character, line: Substring)] = []
  var right = 0
  for left in 0...before.count {
    if removed.contains(left) {
      script.append(("-", before[left]))
      continue
    }
    while added.contains(right) {
      script.append(("+", after[right]))
      right += 1
    }
    if left < before.count { script.append((" ", before[left])) }
    right += 1
  }
  let near = script.indices.filter { index in
    script[max(0, index - 1)...min(script.count - 1, index + 1)].contains { $0.sign != " " }
  }
  var shown: [String] = []
  for (position, index) in near.enumerated() {
    if position > 0, index > near[position - 1] + 1 { shown.append(terminal.paint("  …", .dim)) }
    let (sign, line) = script[index]
    if sign == " ", line.isEmpty { continue }
    let text = "\(sign) " + DisplayText.line(String(line).replacing("\t", with: "    "))
    shown.append(terminal.paint(text, sign == "+" ? .green : sign == "-" ? .red : .dim))
  }
  return shown
}
