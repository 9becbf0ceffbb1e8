import Wording

/// What was added to a text and taken out of it, line by line, with a line of what stays around.
struct LineDifference {
  private enum Line {
    case same(Substring)
    case added(Substring)
    case removed(Substring)
  }

  private var script: [Line] = []

  init(from old: String, to new: String) {
    func lines(_ text: String) -> [Substring] {
      text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
    let (before, after) = (old.isEmpty ? [] : lines(old), lines(new))
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if left < before.count, removed.contains(left) {
        script.append(.removed(before[left]))
        left += 1
      } else if right < after.count, added.contains(right) {
        script.append(.added(after[right]))
        right += 1
      } else {
        script.append(.same(before[left]))
        left += 1
        right += 1
      }
    }
  }

  /// `-` and `+` lines; what lies between two places is left out.
  func lines(_ terminal: Terminal) -> [String] {
    let near = script.indices.filter { index in
      script[max(0, index - 1)...min(script.count - 1, index + 1)].contains { line in
        if case .same = line { false } else { true }
      }
    }
    var lines: [String] = []
    for (position, index) in near.enumerated() {
      if position > 0, index > near[position - 1] + 1 { lines.append(terminal.paint("  …", .dim)) }
      switch script[index] {
      case .same(let line): if !line.isEmpty { lines.append(terminal.paint("  " + shown(line), .dim)) }
      case .added(let line): lines.append(terminal.paint("+ " + shown(line), .green))
      case .removed(let line): lines.append(terminal.paint("- " + shown(line), .red))
      }
    }
    return lines
  }

  private func shown(_ line: Substring) -> String {
    DisplayText.line(String(line).replacing("\t", with: "    "))
  }
}
