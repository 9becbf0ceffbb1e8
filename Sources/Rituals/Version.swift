/// The version of Kinkeeper, that is of both programs.
public let kinkeeperVersion = "0.1.0"
