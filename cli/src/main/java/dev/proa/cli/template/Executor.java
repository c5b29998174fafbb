package dev.proa.cli.template;

import dev.proa.cli.flag.Quote;
import dev.proa.cli.json.JsonNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a template's tree over a value. */
final class Executor {
    private static final int DEEPEST_CALL = 1000;

    private final String name;
    private final String source;
    private final Map<String, Node.Body> defined;
    private final boolean missingKeyFails;
    private final boolean header;
    private final StringBuilder out = new StringBuilder();
    private List<Variable> variables = new ArrayList<>();
    private int depth;

    private static final class Variable {
        private final String name;
        private Object value;

        Variable(String name, Object value) {
            this.name = name;
            this.value = value;
        }
    }

    /** How a list of nodes ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    /**
     * A run.
     *
     * @param name the template's name in errors
     * @param missingKeyFails whether a map without the key asked for is an error
     * @param header whether functions leave texts as they are, for the titles of a table
     */
    Executor(String name, String source, Map<String, Node.Body> defined, boolean missingKeyFails, boolean header) {
        this.name = name;
        this.source = source;
        this.defined = defined;
        this.missingKeyFails = missingKeyFails;
        this.header = header;
    }

    String run(Object data) {
        variables.add(new Variable("$", data));
        Node.Body body = defined.get("");
        if (body != null) {
            walk(data, body);
        }
        return out.toString();
    }

    private TemplateException error(Node node, String message) {
        int position = node.position();
        byte[] bytes = source.substring(0, Math.min(position, source.length())).getBytes(StandardCharsets.UTF_8);
        int line = 1;
        int column = bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = bytes.length - i - 1;
            }
        }
        String context = node.shown();
        return new TemplateException("template: " + name + ":" + line + ":" + column + ": executing " + Quote.go(name)
                + " at <" + context + ">: " + message);
    }

    private Flow walk(Object dot, Node node) {
        switch (node) {
            case Node.Text text -> out.append(text.text());
            case Node.Body body -> {
                for (Node inner : body.nodes()) {
                    Flow flow = walk(dot, inner);
                    if (flow != Flow.ON) {
                        return flow;
                    }
                }
            }
            case Node.Action action -> {
                Object value = evaluate(dot, action.pipeline());
                if (action.pipeline().variables().isEmpty()) {
                    print(value);
                }
            }
            case Node.Branch branch -> {
                return branch.keyword().equals("range") ? range(dot, branch) : branch(dot, branch);
            }
            case Node.Jump jump -> {
                return jump.isBreak() ? Flow.BREAK : Flow.CONTINUE;
            }
            case Node.Call call -> call(dot, call);
            default -> throw error(node, "unknown node: " + node.shown());
        }
        return Flow.ON;
    }

    private Flow branch(Object dot, Node.Branch branch) {
        int scope = variables.size();
        try {
            Object value = evaluate(dot, branch.pipeline());
            if (GoPrint.truth(value)) {
                return walk(branch.keyword().equals("with") ? value : dot, branch.body());
            }
            return branch.otherwise() == null ? Flow.ON : walk(dot, branch.otherwise());
        } finally {
            leave(scope);
        }
    }

    private Flow range(Object dot, Node.Branch branch) {
        int scope = variables.size();
        try {
            Object value = evaluate(dot, branch.pipeline());
            List<Object> keys = new ArrayList<>();
            List<Object> elements = new ArrayList<>();
            switch (value) {
                case GoValue.SliceValue slice -> {
                    for (int i = 0; i < slice.elements().size(); i++) {
                        keys.add((long) i);
                        elements.add(
                                GoValue.of(slice.element(), slice.elements().get(i)));
                    }
                }
                case GoValue.MapValue map -> {
                    for (Map.Entry<String, Object> entry : new TreeMap<>(map.entries()).entrySet()) {
                        keys.add(entry.getKey());
                        elements.add(GoValue.of(map.element(), entry.getValue()));
                    }
                }
                case Long count -> {
                    for (long i = 0; i < count; i++) {
                        keys.add(i);
                        elements.add(i);
                    }
                }
                case JsonNull _ -> {}
                default -> throw error(branch.pipeline(), "range can't iterate over " + GoPrint.plain(value));
            }
            if (keys.isEmpty()) {
                return branch.otherwise() == null ? Flow.ON : walk(dot, branch.otherwise());
            }
            loop(branch, keys, elements);
            return Flow.ON;
        } finally {
            leave(scope);
        }
    }

    private void loop(Node.Branch branch, List<Object> keys, List<Object> elements) {
        List<String> names = branch.pipeline().variables();
        int scope = variables.size();
        for (int i = 0; i < keys.size(); i++) {
            if (names.size() == 1) {
                bind(branch, names.getFirst(), elements.get(i));
            } else if (names.size() == 2) {
                bind(branch, names.getFirst(), keys.get(i));
                bind(branch, names.get(1), elements.get(i));
            }
            Flow flow = walk(elements.get(i), branch.body());
            leave(scope);
            if (flow == Flow.BREAK) {
                return;
            }
        }
    }

    private void bind(Node.Branch branch, String name, Object value) {
        if (branch.pipeline().assigns()) {
            assign(branch, name, value);
        } else {
            variables.add(new Variable(name, value));
        }
    }

    private void leave(int scope) {
        variables.subList(scope, variables.size()).clear();
    }

    private void assign(Node node, String name, Object value) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                variables.get(i).value = value;
                return;
            }
        }
        throw error(node, "undefined variable: " + name);
    }

    private void call(Object dot, Node.Call call) {
        Node.Body body = defined.get(call.name());
        if (body == null) {
            throw error(call, "template " + Quote.go(call.name()) + " not defined");
        }
        if (++depth > DEEPEST_CALL) {
            throw error(call, "exceeded maximum template depth (" + DEEPEST_CALL + ")");
        }
        Object data = call.pipeline() == null ? JsonNull.NULL : evaluate(dot, call.pipeline());
        List<Variable> outer = variables;
        variables = new ArrayList<>();
        variables.add(new Variable("$", data));
        walk(data, body);
        variables = outer;
        depth--;
    }

    private void print(Object value) {
        out.append(value == JsonNull.NULL ? "<no value>" : GoPrint.plain(value));
    }

    private Object evaluate(Object dot, Node.Pipeline pipeline) {
        Object value = null;
        for (Node.Command command : pipeline.commands()) {
            value = command(dot, command, value);
        }
        Object result = value == null ? JsonNull.NULL : value;
        boolean loops = false;
        for (String name : pipeline.variables()) {
            if (pipeline.variables().size() > 1) {
                // The two variables of a range are bound for each element.
                loops = true;
            } else if (pipeline.assigns()) {
                assign(pipeline, name, result);
            } else {
                variables.add(new Variable(name, result));
            }
        }
        assert !loops || pipeline.variables().size() > 1;
        return result;
    }

    private Object command(Object dot, Node.Command command, @Nullable Object last) {
        Node first = command.operands().getFirst();
        List<Node> arguments = command.operands();
        return switch (first) {
            case Node.Field field -> fields(dot, field, dot, field.names(), arguments, last);
            case Node.Chain chain -> {
                Object value = operand(dot, chain.node());
                yield fields(dot, chain, value, chain.names(), arguments, last);
            }
            case Node.Identifier identifier -> function(dot, identifier, command, arguments, last);
            case Node.Pipeline pipeline -> {
                noArguments(first, arguments, last);
                yield evaluate(dot, pipeline);
            }
            case Node.Variable variable -> {
                Object value = variable(variable);
                List<String> names = variable.names();
                if (names.size() == 1) {
                    noArguments(first, arguments, last);
                    yield value;
                }
                yield fields(dot, variable, value, names.subList(1, names.size()), arguments, last);
            }
            default -> {
                noArguments(first, arguments, last);
                yield switch (first) {
                    case Node.Literal literal -> literal.value();
                    case Node.Dot _ -> dot;
                    case Node.Nil _ -> throw error(first, "nil is not a command");
                    default -> throw error(first, "can't evaluate command " + Quote.go(first.shown()));
                };
            }
        };
    }

    private void noArguments(Node node, List<Node> arguments, @Nullable Object last) {
        if (arguments.size() > 1 || last != null) {
            throw error(node, "can't give argument to non-function " + node.shown());
        }
    }

    private Object variable(Node.Variable node) {
        String name = node.names().getFirst();
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                return variables.get(i).value;
            }
        }
        throw error(node, "undefined variable: " + name);
    }

    private Object operand(Object dot, Node node) {
        return switch (node) {
            case Node.Pipeline pipeline -> evaluate(dot, pipeline);
            case Node.Dot _ -> dot;
            case Node.Literal literal -> literal.value();
            case Node.Nil _ -> JsonNull.NULL;
            case Node.Field field -> fields(dot, field, dot, field.names(), List.of(field), null);
            case Node.Variable variable -> {
                Object value = variable(variable);
                List<String> names = variable.names();
                yield names.size() == 1
                        ? value
                        : fields(dot, variable, value, names.subList(1, names.size()), List.of(variable), null);
            }
            case Node.Chain chain ->
                fields(dot, chain, operand(dot, chain.node()), chain.names(), List.of(chain), null);
            case Node.Identifier identifier -> function(dot, identifier, identifier, List.of(identifier), null);
            default -> throw error(node, "can't handle " + node.shown());
        };
    }

    /** Follows the names; the last one may take arguments. */
    private Object fields(
            Object dot, Node node, Object receiver, List<String> names, List<Node> arguments, @Nullable Object last) {
        Object value = receiver;
        for (int i = 0; i < names.size() - 1; i++) {
            value = field(node, value, names.get(i));
        }
        String name = names.getLast();
        if (arguments.size() == 1 && last == null) {
            return field(node, value, name);
        }
        return labelled(dot, node, value, name, arguments, last);
    }

    /** The only method with an argument: {@code .Label "key"}. */
    private Object labelled(
            Object dot, Node node, Object value, String name, List<Node> arguments, @Nullable Object last) {
        boolean isHeader = header && value instanceof GoValue.MapValue;
        boolean isLabel = name.equals("Label")
                && (isHeader
                        || (value instanceof GoValue.RowValue row && row.row().hasLabels()));
        if (!isLabel) {
            // Go looks the field up first, and reports its absence before its arguments.
            field(node, value, name);
            if (value instanceof GoValue.MapValue) {
                throw error(node, name + " is not a method but has arguments");
            }
            throw error(node, name + " has arguments but cannot be invoked as function");
        }
        int given = arguments.size() - 1 + (last == null ? 0 : 1);
        if (given != 1) {
            throw error(node, "wrong number of args for Label: want 1 got " + given);
        }
        Object key = last == null ? operand(dot, arguments.get(1)) : last;
        if (!(key instanceof String text)) {
            throw error(node, "wrong type for value; expected string; got " + GoPrint.typeName(key));
        }
        if (isHeader) {
            return text.substring(text.lastIndexOf('.') + 1).replace('-', ' ').replace('_', ' ');
        }
        return value instanceof GoValue.RowValue row ? row.row().label(text) : "";
    }

    private Object field(Node node, Object receiver, String name) {
        return switch (receiver) {
            case GoValue.StructValue struct -> {
                for (GoType.StructField field : struct.type().fields()) {
                    if (field.name().equals(name)) {
                        yield GoPrint.field(struct, field);
                    }
                }
                throw error(node, "can't evaluate field " + name + " in type " + GoPrint.typeName(receiver));
            }
            case GoValue.MapValue map -> {
                Object value = map.entries().get(name);
                if (value == null) {
                    if (missingKeyFails) {
                        throw error(node, "map has no entry for key " + Quote.go(name));
                    }
                    yield JsonNull.NULL;
                }
                yield GoValue.of(map.element(), value);
            }
            case GoValue.NilPointer nil ->
                throw error(node, "nil pointer evaluating " + nil.type().shown() + "." + name);
            case GoValue.RowValue row -> {
                if (!row.row().names().contains(name)) {
                    if (name.equals("Label") && row.row().hasLabels()) {
                        throw error(node, "wrong number of args for Label: want 1 got 0");
                    }
                    throw error(
                            node,
                            "can't evaluate field " + name + " in type "
                                    + row.row().goType());
                }
                Object value = row.row().get(name);
                // A platform is a pointer with a text of its own; everything else in a row is a text.
                yield value instanceof String ? value : row.row().shown(name);
            }
            case JsonNull _ -> {
                if (missingKeyFails) {
                    throw error(node, "nil data; no entry for key " + Quote.go(name));
                }
                throw error(node, "nil pointer evaluating interface {}." + name);
            }
            default ->
                throw error(
                        node,
                        "can't evaluate field " + name + " in type "
                                + (missingKeyFails ? GoType.ANY.shown() : GoPrint.typeName(receiver)));
        };
    }

    private Object function(
            Object dot, Node.Identifier identifier, Node context, List<Node> arguments, @Nullable Object last) {
        String name = identifier.name();
        if (name.equals("and") || name.equals("or")) {
            return logic(dot, identifier, arguments, last);
        }
        List<Object> values = new ArrayList<>();
        for (Node argument : arguments.subList(1, arguments.size())) {
            values.add(operand(dot, argument));
        }
        if (last != null) {
            values.add(last);
        }
        String count = Functions.wrongCount(name, values.size());
        if (count != null) {
            throw error(identifier, "wrong number of args for " + name + ": want " + count + " got " + values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            String wanted = Functions.wantedType(name, i, header);
            if (!wanted.isEmpty() && !wanted.equals(GoPrint.typeName(values.get(i)))) {
                Node at = i + 1 < arguments.size() ? arguments.get(i + 1) : identifier;
                Object value = values.get(i);
                if (at instanceof Node.Literal literal && !wanted.startsWith("[")) {
                    String kind = wanted.equals("int") ? "integer" : wanted;
                    throw error(at, "expected " + kind + "; found " + literal.shown());
                }
                throw error(
                        at,
                        value == JsonNull.NULL
                                ? "invalid value; expected " + wanted
                                : "wrong type for value; expected " + wanted + "; got " + GoPrint.typeName(value));
            }
        }
        try {
            return Functions.call(name, values, header);
        } catch (IllegalArgumentException e) {
            throw error(context, "error calling " + name + ": " + e.getMessage());
        }
    }

    /** The first argument that decides; the others are not evaluated. */
    private Object logic(Object dot, Node.Identifier identifier, List<Node> arguments, @Nullable Object last) {
        boolean deciding = identifier.name().equals("or");
        if (arguments.size() < 2 && last == null) {
            throw error(identifier, "wrong number of args for " + identifier.name() + ": want at least 1 got 0");
        }
        Object value = JsonNull.NULL;
        for (Node argument : arguments.subList(1, arguments.size())) {
            value = operand(dot, argument);
            if (GoPrint.truth(value) == deciding) {
                return value;
            }
        }
        return last == null ? value : last;
    }
}
