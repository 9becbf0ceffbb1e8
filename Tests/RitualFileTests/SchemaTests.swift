import Foundation
import JSONText
import RitualFile
import Testing
import Wording

@Suite struct SchemaTests {
  @Test func `the schema is JSON and knows every key with its sentence`() throws {
    let root = try JSONDocument(parsing: ConfigSchema.text).root
    #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    #expect(RitualFile.sections.count > 10)
    let objects = [root] + (root["$defs"]?.members.map(\.value) ?? [])
    for section in RitualFile.sections {
      let found = objects.first { $0["description"]?.string == section.documentation }
      let object = try #require(found, "\(section.name)")
      #expect(object["properties"]?.members.map(\.name) == section.keys.map(\.name))
      #expect(
        (object["required"]?.elements.compactMap(\.string) ?? [])
          == section.keys.filter(\.isRequired).map(\.name))
      #expect(object["additionalProperties"]?.boolean == false)
      for key in section.keys {
        #expect(object["properties"]?[key.name]?["description"]?.string == key.documentation)
        #expect(key.documentation.hasSuffix("."), "\(section.name).\(key.name)")
      }
    }
  }

  @Test func `each reference of the schema leads somewhere`() throws {
    let root = try JSONDocument(parsing: ConfigSchema.text).root
    var references: Set<String> = []
    func walk(_ value: JSONValue) {
      for member in value.members {
        if member.name == "$ref", let target = member.value.string { references.insert(target) }
        walk(member.value)
      }
      for element in value.elements { walk(element) }
    }
    walk(root)
    #expect(references.count >= 10)
    for reference in references {
      let name = String(reference.dropFirst("#/$defs/".count))
      #expect(reference.hasPrefix("#/$defs/") && root["$defs"]?[name] != nil, "\(reference)")
    }
  }

  @Test func `the examples of the keys are good where they stand`() throws {
    let ritual = try #require(RitualFile.sections.first { $0.name == "ritual" })
    #expect(ritual.keys.count > 15)
    for key in ritual.keys where !["via", "with", "turns"].contains(key.name) {
      var members: [JSON.Member] = [
        .init("id", "a"), .init("title", "A"), .init("when", "every day at 9:00"),
      ]
      members.removeAll { $0.name == key.name }
      members.append(.init(key.name, key.example))
      let config: JSON = ["rituals": [.object(members)]]
      let reading = RitualFile.read(config.utf8(), file: "example.json", zones: SmallWorld())
      #expect(reading.diagnostics.map(\.description) == [], "\(key.name)")
    }
  }

  /// An independent judge, where the machine has one: python3 with its jsonschema package.
  @Test(.enabled(if: Judge() != nil, "this machine lacks python3 or its jsonschema package"))
  func `python's jsonschema accepts the good configs and refuses what has the wrong shape`() throws {
    let judge = try #require(Judge())
    let good = [everyKey, String(decoding: try exampleConfig(), as: UTF8.self)]
    let bad = [
      #"{}"#, #"{"rituals": {}}"#, #"{"rituals": [], "peeple": {}}"#,
      #"{"rituals": [{"id": "a b", "title": "A", "when": "every day"}]}"#,
      #"{"rituals": [{"id": "a", "title": " ", "when": "every day"}]}"#,
      #"{"rituals": [{"id": "a", "title": "A"}]}"#,
      #"{"rituals": [{"id": "a", "title": "A", "when": "x", "urgency": "high"}]}"#,
      #"{"rituals": [{"id": "a", "title": "A", "when": "x", "remind": []}]}"#,
      #"{"rituals": [{"id": "a", "title": "A", "when": "x", "paused": 1}]}"#,
      #"{"rituals": [{"id": "a", "title": "A", "when": {"rule": "x"}}]}"#,
      #"{"rituals": [], "budget": {"perDay": 0}}"#, #"{"rituals": [], "people": {"a b": {"name": "A"}}}"#,
      #"{"rituals": [], "quietHours": [{"from": "9", "to": "10:00"}]}"#,
      #"{"rituals": [], "hooks": {"x": {"run": []}}}"#,
      #"{"rituals": [], "people": {"ana": {"name": "Ana", "birthday": "March"}}}"#,
    ]
    let verdicts = try #require(judge.accepts(good + bad))
    #expect(verdicts.count == good.count + bad.count)
    for (text, verdict) in zip(good + bad, verdicts) { #expect(verdict == good.contains(text), "\(text)") }
  }
}

/// python3 with jsonschema: given a schema and configs, it says which have the right shape.
private struct Judge {
  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator as Validator
    schema, configs = json.load(sys.stdin)
    Validator.check_schema(schema)
    for config in configs: print(Validator(schema).is_valid(config))
    """

  init?() {
    guard Judge.run(["-c", "import jsonschema; jsonschema.Draft202012Validator"], "") != nil else {
      return nil
    }
  }

  /// Whether each config has the right shape; nil where the judge failed, or found the schema itself bad.
  func accepts(_ configs: [String]) -> [Bool]? {
    let input = "[\(ConfigSchema.text), [\(configs.joined(separator: ","))]]"
    return Judge.run(["-c", Judge.script], input)?.split(separator: "\n").map { $0 == "True" }
  }

  /// Standard output of python3, or nil where it cannot start or fails.
  private static func run(_ arguments: [String], _ input: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? standardInput.fileHandleForWriting.close()
    let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
