import SpecModel

extension DocumentReader {
  /// Hands over what was read beside requirements, operations and examples.
  func fill(_ spec: inout Spec) {
    spec.consoleExamples = consoleExamples
    spec.textExamples = textExamples
    spec.files = files
    spec.settings = settings
    spec.entities = entities
    spec.errors = errors
    spec.states = states
    spec.transitions = transitions
    spec.algorithms = algorithms
    spec.matrix = matrix
    spec.checklist = checklist
    spec.implementationDefined = implementationDefined
    spec.openQuestions = openQuestions
    spec.mentions = mentions
  }
}
