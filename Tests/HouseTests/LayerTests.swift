import TestSupport
import Testing

@Suite("the arrows of the house")
struct LayerTests {
  @Test func `every import goes the way it may`() throws {
    let targets = SourceText.targets(inManifest: try Project.text(of: "Package.swift"))
    let sources = try Project.trackedFiles().filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }
    #expect(sources.count > 10)
    for path in sources {
      let module = String(path.split(separator: "/")[1])
      let imports = SourceText.imports(in: try Project.text(of: path))
      let faults = Layers.faults(of: module, importing: imports, declared: targets[module] ?? [])
      #expect(faults == [], "\(path)")
    }
  }

  @Test func `every dependency that Package.swift declares goes the way it may`() throws {
    let targets = SourceText.targets(inManifest: try Project.text(of: "Package.swift"))
    let own = targets.filter { !$0.key.hasSuffix("Tests") && $0.key != "TestSupport" }
    #expect(own.count > 15)
    for (module, declared) in own {
      #expect(
        Layers.faults(of: module, importing: declared.sorted(), declared: declared) == [], "Package.swift")
    }
  }

  @Test(arguments: [
    ("CivilTime", "Glibc"), ("CivilTime", "Foundation"), ("CivilTime", "Recurrence"),
    ("JSONText", "CivilTime"),
    ("Recurrence", "Rituals"), ("Rituals", "Planning"), ("Rituals", "Wording"), ("Planning", "Wording"),
    ("Planning", "RitualFile"), ("Planning", "Dispatch"),
    ("Planning", "History"), ("History", "Clock"), ("Files", "Zones"), ("Files", "CivilTime"),
    ("Hooks", "Foundation"),
    ("Journal", "FoundationEssentials"),
    ("Clock", "Daemon"), ("Daemon", "Commands"), ("Commands", "Daemon"), ("Daemon", "Foundation"),
    ("Daemon", "ArgumentParser"), ("kinkeeperd", "Commands"), ("kin", "Glibc"), ("Unheard", "CivilTime"),
  ])
  func `an import the wrong way is a fault`(module: String, imported: String) {
    #expect(Layers.faults(of: module, importing: [imported], declared: [imported]).count == 1)
  }

  @Test(arguments: [
    ("Planning", "CivilTime"), ("History", "Planning"), ("History", "CSQLite"), ("Hooks", "Glibc"),
    ("Zones", "Files"),
    ("Daemon", "Hooks"), ("Commands", "ArgumentParser"), ("kin", "Commands"),
  ])
  func `an import the right way is none`(module: String, imported: String) {
    #expect(Layers.faults(of: module, importing: [imported], declared: [imported]) == [])
  }

  @Test func `an import that Package.swift does not declare is a fault, but for the system's`() {
    #expect(
      Layers.faults(of: "Daemon", importing: ["Hooks"], declared: ["Clock"]) == [
        "Daemon imports Hooks, which Package.swift does not give it"
      ])
    #expect(Layers.faults(of: "Daemon", importing: ["Glibc"], declared: []) == [])
  }

  @Test func `every way to import is seen`() {
    let source = """
      import A
      @preconcurrency import B
        public import struct C.Inner
      @_spi(X) internal import D.Sub
      // import NotThis
      let important = 1
      import func E.f; import NotAtTheStart
      """
    #expect(SourceText.imports(in: source) == ["A", "B", "C", "D", "E"])
  }

  @Test func `targets are read from a manifest`() {
    let manifest = """
      .systemLibrary(name: "C"),
      .target(name: "A"),
      .executableTarget(
        name: "B",
        dependencies: [
          "A", "C",
          .product(name: "P", package: "p"),
        ]),
      .testTarget(name: "T", dependencies: ["B"], resources: [.copy("F")]),
      """
    let targets = SourceText.targets(inManifest: manifest)
    #expect(targets == ["A": [], "B": ["A", "C", "P"], "T": ["B"]])
  }
}
