/// What takes the members of an object, one after another: a tree of JSON, or text.
public protocol JSONMembers {
  /// Adds a name, unescaped, and a value.
  mutating func add(_ name: String, _ value: JSON)
  /// Adds a name without anything to escape, as all of a format's own names are, and a string.
  mutating func add(_ name: StaticString, _ text: String)
  /// Adds such a name and a list of strings.
  mutating func add(_ name: StaticString, _ texts: [String])
  /// Adds such a name and a text that has nothing to escape either.
  mutating func add(_ name: StaticString, plain text: some JSONPlainText)
}

/// A text of ASCII without control characters, quotes and backslashes, such as a date.
public protocol JSONPlainText {
  /// Appends the text.
  func append(to bytes: inout [UInt8])
}

/// What is an object in JSON. It says its members one after another, so that of a long list of such objects no tree has
/// to be made.
public protocol JSONObject {
  /// Adds all members, in their order.
  func put(into members: inout some JSONMembers)
}

extension JSONObject {
  /// The same as a value, to be a part of another one.
  public var json: JSON {
    var tree = JSONTree()
    put(into: &tree)
    return .object(tree.members)
  }
}

/// An object's members as a tree.
private struct JSONTree: JSONMembers {
  var members: [JSON.Member] = []

  mutating func add(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }
  mutating func add(_ name: StaticString, _ text: String) { add("\(name)", .string(text)) }
  mutating func add(_ name: StaticString, _ texts: [String]) { add("\(name)", .strings(texts)) }
  mutating func add(_ name: StaticString, plain text: some JSONPlainText) {
    var bytes: [UInt8] = []
    text.append(to: &bytes)
    add(name, String(decoding: bytes, as: UTF8.self))
  }
}

extension JSON: JSONObject {
  /// Adds the members of an object; anything else has none.
  public func put(into members: inout some JSONMembers) {
    guard case .object(let own) = self else { return }
    for member in own { members.add(member.name, member.value) }
  }
}
