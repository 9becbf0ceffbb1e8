/// A document that is changed in place: an edit touches the bytes it must and no others, and what is new is set as its
/// neighbours are.
///
///     var config = try JSONEditing(bytes)
///     try config.set(true, at: ["rituals", 3, "paused"])
///     try config.append(["id": "walk", "title": "A walk"], to: ["rituals"])
///     save(config.bytes)
///
/// After each edit the text is read anew, so that it is JSON at all times. A byte order mark in front is kept, though
/// RFC 8259 §8.1 wants none.
public struct JSONEditing: Sendable {
  /// The text without a byte order mark, as it was read last.
  public private(set) var document: JSONDocument
  private let mark: [UInt8]
  private let limits: JSONLimits

  /// Begins with a text; throws the first fault where that is no JSON. Names that stand twice are let be.
  public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    mark = hasMark ? Array(bytes.prefix(3)) : []
    self.limits = limits
    document = try JSONDocument(parsing: hasMark ? Array(bytes.dropFirst(3)) : bytes, limits: limits)
  }

  /// The whole text with all edits.
  public var bytes: [UInt8] { mark + document.bytes }

  /// The value at a path, as it is now; nil where there is none.
  public subscript(path: JSONPath) -> JSONValue? { document.root[path] }
}

// The edits
extension JSONEditing {
  /// Gives a path a value: replaces what is there, or inserts a member that isn't.
  ///
  /// A new member goes behind the last of the names `after` that the object has, else to its end; an element right behind
  /// the last one is appended. What equals the present value changes nothing.
  public mutating func set(_ value: JSON, at path: JSONPath, after: [String] = []) throws(JSONEditFault) {
    if let present = self[path] {
      guard JSON(present) != value else { return }
      let habits = JSONHabits(of: document)
      let start = present.range.lowerBound
      let text = JSONSetting(habits: habits).text(
        of: value, like: present.kind == value.kind ? present : model(at: path, value.kind, besides: present),
        indent: document.bytes.indentation(at: start), column: document.bytes.column(of: start))
      return try splice(present.range, text)
    }
    guard let last = path.steps.last else { return }
    let parentPath = JSONPath(path.steps.dropLast())
    guard let parent = self[parentPath] else { throw .nothingThere(parentPath) }
    let model = model(at: path, value.kind)
    switch last {
    case .element(let position):
      guard parent.kind == .list else { throw .notA(.list, at: parentPath) }
      guard position == parent.count else { throw .nothingThere(path) }
      try insert(nil, value, like: model, at: position, in: parent)
    case .member(let name):
      guard parent.kind == .object else { throw .notA(.object, at: parentPath) }
      let names = parent.members.map(\.name)
      let position = names.lastIndex { after.contains($0) }.map { $0 + 1 } ?? names.count
      try insert(name, value, like: model, at: position, in: parent)
    }
  }

  /// Adds an element to the end of a list; where there is no such list, but an object to hold it, one is made.
  public mutating func append(_ element: JSON, to path: JSONPath, after: [String] = []) throws(JSONEditFault)
  {
    guard let list = self[path] else { return try set(.list([element]), at: path, after: after) }
    guard list.kind == .list else { throw .notA(.list, at: path) }
    try set(element, at: path.element(list.count))
  }

  /// Takes a member or an element out, with the comma that it leaves behind. If a name is there twice, removes both.
  ///
  /// The inverse of `set` and `append` on what was not there: the old bytes come back, but where an empty list or
  /// object had white space inside.
  public mutating func remove(at path: JSONPath) throws(JSONEditFault) {
    guard let last = path.steps.last, self[path] != nil else { throw .nothingThere(path) }
    let parentPath = JSONPath(path.steps.dropLast())
    while let parent = self[parentPath], let position = parent.position(of: last) {
      try removeChild(position, of: parent)
      if case .element = last { return }
    }
  }
}

extension JSONEditing {
  private mutating func insert(
    _ name: String?, _ value: JSON, like model: JSONValue?, at position: Int, in parent: JSONValue
  ) throws(JSONEditFault) {
    var habits = JSONHabits(of: document)
    let bytes = document.bytes
    let children = parent.children
    // What is on one line stays on it, however long it grows, unless a neighbour shows another way.
    if !children.isEmpty, !parent.breaksLine, model?.layout(habits)?.isBroken != true {
      habits.isOneLine = true
    }
    let setting = JSONSetting(habits: habits)
    let wide = parent.values.last { $0.kind == value.kind && $0.layout(habits)?.isBroken == true }
    func text(_ indent: [UInt8], _ column: Int, spread: Bool = false) -> [UInt8] {
      setting.text(
        of: value, named: name, colon: parent.colon, like: model, wide: wide, indent: indent, column: column,
        spread: spread)
    }
    guard let layout = parent.layout(habits) else {
      let start = parent.range.lowerBound
      let inside = start + 1..<parent.range.upperBound - 1
      let indent = bytes.indentation(at: start)
      let padding = habits.padding[parent.kind] ?? []
      let flat = padding + text(indent, bytes.column(of: start) + 1 + padding.columns) + padding
      let fits = bytes.column(of: start) + 1 + flat.columns <= habits.width && !flat.breaksLine
      if habits.isOneLine || (!value.isFilledContainer && fits) { return try splice(inside, flat) }
      let lines = setting.lines(indent: indent)
      let deeper = indent + habits.unit
      // With more in it, an object is better read line by line.
      let spread = value.kind == .object && value.children.count > 2
      return try splice(inside, lines.opening + text(deeper, deeper.columns, spread: spread) + lines.closing)
    }
    let gaps = parent.gaps
    if position == 0 {
      let start = children[0].lowerBound
      let new = text(bytes.indentation(at: start), bytes.column(of: start))
      return try splice(start..<start, new + (gaps.first ?? layout.gap))
    }
    let end = children[position - 1].upperBound
    var gap = position < children.count ? gaps[position - 1] : gaps.last ?? layout.gap
    if gap.hasBlankLine, let usual = gaps.last(where: { $0.breaksLine && !$0.hasBlankLine }) { gap = usual }
    let line = layout.indentation ?? bytes.indentation(at: end)
    var added = gap + text(line, gap.breaksLine ? line.columns : bytes.column(of: end) + gap.columns)
    // A line that has grown too long goes on in the next one, where the neighbours do so.
    if position == children.count, !gap.breaksLine, let wrap = layout.wrap,
      bytes.column(of: end) + added.prefix(while: { $0 != 0x0A }).columns > habits.width
    {
      added = wrap + text(line, line.columns)
    }
    try splice(end..<end, added)
  }

  private mutating func removeChild(_ position: Int, of parent: JSONValue) throws(JSONEditFault) {
    let children = parent.children
    let own = children[position]
    guard children.count > 1 else {
      return try splice(parent.range.lowerBound + 1..<parent.range.upperBound - 1, [])
    }
    guard position > 0 else { return try splice(own.lowerBound..<children[1].lowerBound, []) }
    let before = children[position - 1].upperBound..<own.upperBound
    guard position + 1 < children.count else { return try splice(before, []) }
    // Of the two gaps the one that says less goes: a line break is worth more than none, an empty line more than that.
    let after = own.lowerBound..<children[position + 1].lowerBound
    let breaks = document.bytes[before.lowerBound..<own.lowerBound].count { $0 == 0x0A }
    let breaksAfter = document.bytes[own.upperBound..<after.upperBound].count { $0 == 0x0A }
    try splice(breaks > breaksAfter ? after : before, [])
  }

  private mutating func splice(_ range: Range<Int>, _ text: [UInt8]) throws(JSONEditFault) {
    var bytes = document.bytes
    bytes.replaceSubrange(range, with: text)
    do throws(JSONFault) {
      document = try JSONDocument(parsing: bytes, limits: limits)
    } catch { throw .unreadable(error) }
  }

  /// What shows how a list or an object at a path is set: the same member of a neighbour, else a neighbour.
  private func model(at path: JSONPath, _ kind: JSONKind, besides present: JSONValue? = nil) -> JSONValue? {
    guard kind.isContainer, let last = path.steps.last else { return nil }
    func isFit(_ value: JSONValue) -> Bool {
      value.kind == kind && value.count > 0 && value.range != present?.range
    }
    let parentPath = JSONPath(path.steps.dropLast())
    guard let parent = self[parentPath] else { return nil }
    if case .member(let name) = last, !parentPath.steps.isEmpty,
      let above = self[JSONPath(parentPath.steps.dropLast())]
    {
      if let found = above.values.compactMap({ $0[name] }).last(where: isFit) { return found }
    }
    return parent.values.last(where: isFit)
  }
}

extension JSONValue {
  /// Which child a step leads to.
  fileprivate func position(of step: JSONStep) -> Int? {
    switch step {
    case .element(let position): kind == .list && position < count ? position : nil
    case .member(let name): members.enumerated().first { $0.element.key.isString(name) }?.offset
    }
  }
}

extension [UInt8] {
  /// The columns before an offset on its line.
  fileprivate func column(of offset: Int) -> Int { self[lineStart(of: offset)..<offset].columns }
}
