/// Sets new values as their neighbours are set.
struct JSONSetting {
  let habits: JSONHabits

  /// The text of a value.
  ///
  /// - Parameters:
  ///   - model: what was there, or is beside it: it shows how the value is set, as far as it is of its kind.
  ///   - wide: another one, which shows how a value is set that is too long for one line.
  ///   - indent: what the line begins with that the value begins on.
  ///   - column: where on that line the value begins.
  ///   - spread: true for a container that is to take several lines where nothing shows otherwise.
  func text(
    of value: JSON, like model: JSONValue?, wide: JSONValue? = nil, indent: [UInt8], column: Int,
    spread: Bool = false
  ) -> [UInt8] {
    guard value.isFilledContainer else { return value.utf8() }
    let flat = flatText(of: value, like: model)
    if habits.isOneLine { return flat }
    let layout = model.flatMap { $0.kind == value.kind ? $0.layout(habits) : nil }
    if let layout {
      if layout.isBroken { return brokenText(of: value, layout, like: model, indent: indent) }
      if column + flat.columns <= habits.widest { return flat }
      if let wide, wide.kind == value.kind, let layout = wide.layout(habits), layout.isBroken {
        return brokenText(of: value, layout, like: wide, indent: indent)
      }
    } else if !spread, !mustBreak(value), column + flat.columns <= habits.width {
      return flat
    }
    return brokenText(of: value, lines(indent: indent), like: model, indent: indent)
  }

  /// A member: its name, a colon and its value.
  func text(
    of member: JSON.Member, like model: JSONValue?, wide: JSONValue? = nil, indent: [UInt8], column: Int,
    colon: [UInt8]? = nil
  ) -> [UInt8] {
    var text = JSON.string(member.name).utf8() + (colon ?? habits.colon)
    text += self.text(
      of: member.value, like: model, wide: wide, indent: indent, column: column + text.columns)
    return text
  }

  /// A line for each child, one level below `indent`.
  func lines(indent: [UInt8]) -> JSONLayout {
    let opening = habits.newline + indent + habits.unit
    return JSONLayout(
      opening: opening, gap: [UInt8(ascii: ",")] + opening, closing: habits.newline + indent)
  }

  /// Everything on one line.
  private func flatText(of value: JSON, like model: JSONValue?) -> [UInt8] {
    let brackets = value.brackets
    guard value.isFilledContainer else { return value.utf8() }
    let isObject = value.kind == .object
    let padding = isObject ? habits.bracePadding : habits.bracketPadding
    let own = model.flatMap { $0.kind == value.kind ? $0.layout(habits) : nil }.flatMap {
      $0.isBroken ? nil : $0
    }
    var text = [brackets.open] + (own?.opening ?? padding)
    for (index, child) in value.childrenToSet.enumerated() {
      if index > 0 { text += own?.gap ?? habits.comma }
      if let name = child.name { text += JSON.string(name).utf8() + habits.colon }
      text += flatText(of: child.value, like: model?.model(forChild: child.name, child.value.kind))
    }
    return text + (own?.closing ?? padding) + [brackets.close]
  }

  private func brokenText(
    of value: JSON, _ layout: JSONLayout, like model: JSONValue?, indent: [UInt8]
  ) -> [UInt8] {
    let brackets = value.brackets
    let inner = layout.indentation ?? indent + habits.unit
    let colon = model?.colon
    var text = [brackets.open] + layout.opening
    for (index, child) in value.childrenToSet.enumerated() {
      let childModel = model?.model(forChild: child.name, child.value.kind)
      func set(at column: Int) -> [UInt8] {
        guard let name = child.name else {
          return self.text(of: child.value, like: childModel, indent: inner, column: column)
        }
        return self.text(
          of: .init(name, child.value), like: childModel, indent: inner, column: column, colon: colon)
      }
      if index > 0 {
        let here = text.afterLastBreak.columns + layout.gap.columns
        let isFull = layout.wrap != nil && here + set(at: here).columns > habits.width
        text += (isFull ? layout.wrap : nil) ?? layout.gap
      }
      text += set(at: text.afterLastBreak.columns)
    }
    return text + layout.closing + [brackets.close]
  }

  /// True where the document would not set even this on one line.
  private func mustBreak(_ value: JSON) -> Bool {
    guard value.isFilledContainer else { return false }
    if value.kind == .object ? habits.breaksObjects : habits.breaksLists { return true }
    return value.childrenToSet.contains { mustBreak($0.value) }
  }
}

extension JSON {
  /// A list or an object with something in it.
  var isFilledContainer: Bool {
    switch self {
    case .list(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  /// What this would be in a document.
  var kind: JSONKind {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .integer, .number: .number
    case .string: .string
    case .list: .list
    case .object: .object
    }
  }

  fileprivate var brackets: (open: UInt8, close: UInt8) {
    kind == .object
      ? (UInt8(ascii: "{"), UInt8(ascii: "}")) : (UInt8(ascii: "["), UInt8(ascii: "]"))
  }

  fileprivate var childrenToSet: [(name: String?, value: JSON)] {
    switch self {
    case .list(let elements): elements.map { (nil, $0) }
    case .object(let members): members.map { ($0.name, $0.value) }
    default: []
    }
  }
}

extension JSONValue {
  /// What shows how a new child is set: the member of its name, or the last element of its kind.
  func model(forChild name: String?, _ kind: JSONKind) -> JSONValue? {
    if let name { return self[name] }
    guard kind == .list || kind == .object else { return nil }
    return Array(elements).last { $0.kind == kind && $0.count > 0 }
  }

  /// The text between a name and its value, at its shortest where values are aligned; nil where each breaks the line,
  /// and in a list.
  var colon: [UInt8]? {
    members.lazy.map { Array(document.bytes[$0.key.range.upperBound..<$0.value.range.lowerBound]) }
      .filter { !$0.breaksLine }.min { $0.count < $1.count }
  }
}
