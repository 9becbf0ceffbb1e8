import Rituals
public protocol ZoneDirectory { func contains(_ identifier: String) -> Bool; var identifiers: [String] { get } }
public struct Diagnostic: Sendable { public var file: String; public var line: Int }
public enum RitualFile { 
public struct Reading { public var household: Household?; public var diagnostics: [Diagnostic] }
public static func read(_ bytes: [UInt8], file: String, zones: (any ZoneDirectory)?) -> Reading { fatalError() } }
public struct DiagnosticRenderer { 
public init(colour: Bool = false) {}
public func render(_ d: [Diagnostic], source: [UInt8]) -> String { "" } }
