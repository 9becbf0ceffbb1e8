/// Sets new values as their neighbours are set.
struct JSONSetting {
  let habits: JSONHabits

  /// The text of a value, or of a member: its name, a colon and its value.
  ///
  /// - Parameters:
  ///   - colon: the text between the name and the value, if not the document's usual one.
  ///   - model: what was there, or is beside it: it shows how the value is set, as far as it is of its kind.
  ///   - wide: another one, which shows how a value is set that is too long for one line.
  ///   - indent: what the line begins with that the text begins on.
  ///   - column: where on that line the text begins.
  ///   - spread: true for a container that is to take several lines where nothing shows otherwise.
  func text(
    of value: JSON, named name: String? = nil, colon: [UInt8]? = nil, like model: JSONValue?,
    wide: JSONValue? = nil, indent: [UInt8], column: Int, spread: Bool = false
  ) -> [UInt8] {
    if let name {
      let head = JSON.string(name).utf8() + (colon ?? habits.colon)
      return head + text(of: value, like: model, wide: wide, indent: indent, column: column + head.columns)
    }
    guard value.isFilledContainer else { return value.utf8() }
    let flat = flatText(of: value, like: model)
    if habits.isOneLine { return flat }
    guard let layout = layout(of: model, value.kind) else {
      if !spread, !mustBreak(value), column + flat.columns <= habits.width { return flat }
      return brokenText(of: value, lines(indent: indent), like: model, indent: indent)
    }
    if layout.isBroken { return brokenText(of: value, layout, like: model, indent: indent) }
    if column + flat.columns <= habits.widest { return flat }
    if let layout = self.layout(of: wide, value.kind), layout.isBroken {
      return brokenText(of: value, layout, like: wide, indent: indent)
    }
    return brokenText(of: value, lines(indent: indent), like: model, indent: indent)
  }

  /// A line for each child, one level below `indent`.
  func lines(indent: [UInt8]) -> JSONLayout {
    let opening = habits.newline + indent + habits.unit
    return JSONLayout(opening: opening, gap: [UInt8(ascii: ",")] + opening, closing: habits.newline + indent)
  }

  private func layout(of model: JSONValue?, _ kind: JSONKind) -> JSONLayout? {
    model?.kind == kind ? model?.layout(habits) : nil
  }

  /// Everything on one line.
  private func flatText(of value: JSON, like model: JSONValue?) -> [UInt8] {
    guard value.isFilledContainer else { return value.utf8() }
    let own = layout(of: model, value.kind).flatMap { $0.isBroken ? nil : $0 }
    let padding = habits.padding[value.kind] ?? []
    var text = [UInt8(ascii: value.kind.open)] + (own?.opening ?? padding)
    for (index, child) in value.children.enumerated() {
      if index > 0 { text += own?.gap ?? habits.comma }
      if let name = child.name { text += JSON.string(name).utf8() + habits.colon }
      text += flatText(of: child.value, like: model?.model(forChild: child.name, child.value.kind))
    }
    return text + (own?.closing ?? padding) + [UInt8(ascii: value.kind.close)]
  }

  private func brokenText(
    of value: JSON, _ layout: JSONLayout, like model: JSONValue?, indent: [UInt8]
  ) -> [UInt8] {
    let inner = layout.indentation ?? indent + habits.unit
    let colon = model?.colon
    var text = [UInt8(ascii: value.kind.open)] + layout.opening
    for (index, child) in value.children.enumerated() {
      let childModel = model?.model(forChild: child.name, child.value.kind)
      func set(at column: Int) -> [UInt8] {
        self.text(
          of: child.value, named: child.name, colon: colon, like: childModel, indent: inner, column: column)
      }
      if index > 0 {
        let here = text.afterLastBreak.columns + layout.gap.columns
        let isFull = layout.wrap != nil && here + set(at: here).columns > habits.width
        text += (isFull ? layout.wrap : nil) ?? layout.gap
      }
      text += set(at: text.afterLastBreak.columns)
    }
    return text + layout.closing + [UInt8(ascii: value.kind.close)]
  }

  /// True where the document would not set even this on one line.
  private func mustBreak(_ value: JSON) -> Bool {
    value.isFilledContainer
      && (habits.breaks[value.kind] == true || value.children.contains { mustBreak($0.value) })
  }
}

extension JSON {
  /// A list or an object with something in it.
  var isFilledContainer: Bool { !children.isEmpty }

  var children: [(name: String?, value: JSON)] {
    switch self {
    case .list(let elements): elements.map { (nil, $0) }
    case .object(let members): members.map { ($0.name, $0.value) }
    default: []
    }
  }
}

extension JSONValue {
  /// What shows how a new child is set: the member of its name, or the last element of its kind.
  fileprivate func model(forChild name: String?, _ kind: JSONKind) -> JSONValue? {
    if let name { return self[name] }
    return kind.isContainer ? Array(elements).last { $0.kind == kind && $0.count > 0 } : nil
  }

  /// The text between a name and its value, at its shortest where values are aligned; nil where each breaks the line,
  /// and in a list.
  var colon: [UInt8]? { colons.filter { !$0.breaksLine }.min { $0.count < $1.count } }
}
