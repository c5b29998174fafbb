package dev.proa.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree of a parsed template. */
sealed interface Node {
    /** Where it stands in the text. */
    int position();

    /** As error messages show it. */
    String shown();

    /** Literal text. */
    record Text(int position, String text) implements Node {
        @Override
        public String shown() {
            return dev.proa.cli.flag.Quote.go(text);
        }
    }

    /** A sequence. */
    record Body(int position, List<Node> nodes) implements Node {
        @Override
        public String shown() {
            StringBuilder text = new StringBuilder();
            for (Node node : nodes) {
                text.append(node.shown());
            }
            return text.toString();
        }
    }

    /** {@code {{pipeline}}}. */
    record Action(int position, Pipeline pipeline) implements Node {
        @Override
        public String shown() {
            return "{{" + pipeline.shown() + "}}";
        }
    }

    /** {@code if}, {@code with} or {@code range}. */
    record Branch(
            int position,
            String keyword,
            Pipeline pipeline,
            Body body,
            @Nullable Body otherwise) implements Node {
        @Override
        public String shown() {
            return "{{" + keyword + " " + pipeline.shown() + "}}" + body.shown()
                    + (otherwise == null ? "" : "{{else}}" + otherwise.shown()) + "{{end}}";
        }
    }

    /** {@code break} or {@code continue}. */
    record Jump(int position, boolean isBreak) implements Node {
        @Override
        public String shown() {
            return isBreak ? "{{break}}" : "{{continue}}";
        }
    }

    /** {@code {{template "name" pipeline}}}. */
    record Call(int position, String name, @Nullable Pipeline pipeline) implements Node {
        @Override
        public String shown() {
            return "{{template " + dev.proa.cli.flag.Quote.go(name) + (pipeline == null ? "" : " " + pipeline.shown())
                    + "}}";
        }
    }

    /** Commands joined by bars, perhaps kept in variables. */
    record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) implements Node {
        @Override
        public String shown() {
            StringBuilder text = new StringBuilder();
            if (!variables.isEmpty()) {
                text.append(String.join(", ", variables)).append(assigns ? " = " : " := ");
            }
            for (int i = 0; i < commands.size(); i++) {
                text.append(i > 0 ? " | " : "").append(commands.get(i).shown());
            }
            return text.toString();
        }
    }

    /** An operand, or a function or field with arguments. */
    record Command(int position, List<Node> operands) implements Node {
        @Override
        public String shown() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < operands.size(); i++) {
                Node operand = operands.get(i);
                text.append(i > 0 ? " " : "");
                text.append(operand instanceof Pipeline ? "(" + operand.shown() + ")" : operand.shown());
            }
            return text.toString();
        }
    }

    /** {@code .}. */
    record Dot(int position) implements Node {
        @Override
        public String shown() {
            return ".";
        }
    }

    /** {@code nil}. */
    record Nil(int position) implements Node {
        @Override
        public String shown() {
            return "nil";
        }
    }

    /** {@code .A.B}. */
    record Field(int position, List<String> names) implements Node {
        @Override
        public String shown() {
            return "." + String.join(".", names);
        }
    }

    /** {@code $x.A.B}: the variable's name with its dollar, then fields. */
    record Variable(int position, List<String> names) implements Node {
        @Override
        public String shown() {
            return String.join(".", names);
        }
    }

    /** {@code (pipeline).A.B}. */
    record Chain(int position, Node node, List<String> names) implements Node {
        @Override
        public String shown() {
            String inner = node instanceof Pipeline ? "(" + node.shown() + ")" : node.shown();
            return inner + "." + String.join(".", names);
        }
    }

    /** A function's name. */
    record Identifier(int position, String name) implements Node {
        @Override
        public String shown() {
            return name;
        }
    }

    /** A boolean, number, character or string. */
    record Literal(int position, Object value, String shown) implements Node {}
}
