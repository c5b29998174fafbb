package dev.proa.cli.template;

import dev.proa.cli.flag.Quote;
import dev.proa.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template from its tokens, with the error messages of Go's parser. */
final class Parser {
    private final String name;
    private final List<Token> tokens;
    private final Map<String, Node.Body> defined = new LinkedHashMap<>();
    private List<String> variables = new ArrayList<>(List.of("$"));
    private int next;
    private int loops;
    private int actionLine;
    /** What ended the list that was just read: "end" or "else". */
    private String ending = "";

    private Parser(String name, List<Token> tokens) {
        this.name = name;
        this.tokens = tokens;
    }

    /** The templates by name; the one that the text itself is has the empty name. */
    static Map<String, Node.Body> parse(String name, String text) {
        Parser parser = new Parser(name, Lexer.tokens(text));
        List<Node> nodes = new ArrayList<>();
        while (parser.peek().kind() != Kind.EOF) {
            if (parser.define()) {
                continue;
            }
            Node node = parser.textOrAction();
            if (node == null) {
                throw parser.error("unexpected {{" + parser.ending + "}}");
            }
            nodes.add(node);
        }
        parser.defined.put("", new Node.Body(0, nodes));
        return parser.defined;
    }

    private Token peek() {
        return tokens.get(Math.min(next, tokens.size() - 1));
    }

    private Token take() {
        Token token = peek();
        next++;
        return token;
    }

    private Token peekNonSpace() {
        while (peek().kind() == Kind.SPACE) {
            next++;
        }
        return peek();
    }

    private Token takeNonSpace() {
        peekNonSpace();
        return take();
    }

    private TemplateException error(String message) {
        int line =
                tokens.get(Math.min(Math.max(next - 1, 0), tokens.size() - 1)).line();
        return new TemplateException("template: " + name + ":" + line + ": " + message);
    }

    private TemplateException unexpected(Token token, String context) {
        if (token.kind() == Kind.ERROR) {
            String extra = "";
            if (actionLine != 0 && actionLine != token.line()) {
                extra = (token.text().endsWith(" action") ? "" : " in action") + " started at " + name + ":"
                        + actionLine;
            }
            return error(token.text() + extra);
        }
        return error("unexpected " + token.shown() + " in " + context);
    }

    private void expect(Kind kind, String context) {
        Token token = takeNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
    }

    private boolean define() {
        int start = next;
        if (peek().kind() == Kind.LEFT) {
            next++;
            Token word = takeNonSpace();
            if (word.kind() == Kind.KEYWORD && word.text().equals("define")) {
                Token name = takeNonSpace();
                if (name.kind() != Kind.STRING && name.kind() != Kind.RAW_STRING) {
                    throw unexpected(name, "define clause");
                }
                expect(Kind.RIGHT, "define clause");
                definition(unquote(name));
                return true;
            }
        }
        next = start;
        return false;
    }

    private void definition(String name) {
        List<String> outer = variables;
        variables = new ArrayList<>(List.of("$"));
        Node.Body body = list();
        if (!ending.equals("end")) {
            throw error("unexpected {{else}} in define clause");
        }
        variables = outer;
        defined.put(name, body);
    }

    private Node.Body list() {
        int position = peekNonSpace().position();
        List<Node> nodes = new ArrayList<>();
        while (peekNonSpace().kind() != Kind.EOF) {
            Node node = textOrAction();
            if (node == null) {
                return new Node.Body(position, nodes);
            }
            nodes.add(node);
        }
        throw error("unexpected EOF");
    }

    /** A node, or null at an end or else. */
    private @Nullable Node textOrAction() {
        Token token = takeNonSpace();
        return switch (token.kind()) {
            case TEXT -> new Node.Text(token.position(), token.text());
            case LEFT -> {
                actionLine = token.line();
                Node node = action();
                actionLine = 0;
                yield node;
            }
            default -> throw unexpected(token, "input");
        };
    }

    private @Nullable Node action() {
        Token token = peekNonSpace();
        if (token.kind() == Kind.KEYWORD) {
            next++;
            return keyword(token);
        }
        return new Node.Action(token.position(), pipeline("command", Kind.RIGHT));
    }

    private @Nullable Node keyword(Token token) {
        return switch (token.text()) {
            case "if", "with", "range" -> control(token);
            case "end" -> {
                expect(Kind.RIGHT, "end");
                ending = "end";
                yield null;
            }
            case "else" -> {
                Token word = peekNonSpace();
                boolean chained = word.kind() == Kind.KEYWORD
                        && (word.text().equals("if") || word.text().equals("with"));
                if (!chained) {
                    expect(Kind.RIGHT, "else");
                }
                ending = "else";
                yield null;
            }
            case "break", "continue" -> {
                Token right = takeNonSpace();
                if (right.kind() != Kind.RIGHT) {
                    throw unexpected(right, "{{" + token.text() + "}}");
                }
                if (loops == 0) {
                    throw error("{{" + token.text() + "}} outside {{range}}");
                }
                yield new Node.Jump(token.position(), token.text().equals("break"));
            }
            case "template" -> call("template clause");
            case "block" -> block(token);
            default -> throw unexpected(token, "command");
        };
    }

    private Node call(String context) {
        Token name = takeNonSpace();
        if (name.kind() != Kind.STRING && name.kind() != Kind.RAW_STRING) {
            throw unexpected(name, context);
        }
        Node.Pipeline pipeline = null;
        if (takeNonSpace().kind() != Kind.RIGHT) {
            next--;
            pipeline = pipeline(context, Kind.RIGHT);
        }
        return new Node.Call(name.position(), unquote(name), pipeline);
    }

    private Node block(Token token) {
        Token name = takeNonSpace();
        if (name.kind() != Kind.STRING && name.kind() != Kind.RAW_STRING) {
            throw unexpected(name, "block clause");
        }
        Node.Pipeline pipeline = pipeline("block clause", Kind.RIGHT);
        definition(unquote(name));
        return new Node.Call(token.position(), unquote(name), pipeline);
    }

    private Node control(Token token) {
        String keyword = token.text();
        int scope = variables.size();
        Node.Pipeline pipeline = pipeline(keyword, Kind.RIGHT);
        int isLoop = keyword.equals("range") ? 1 : 0;
        loops += isLoop;
        Node.Body body = list();
        loops -= isLoop;
        Node.Body otherwise = null;
        if (ending.equals("else")) {
            Token word = peek();
            if (word.kind() == Kind.KEYWORD && word.text().equals(keyword) && isLoop == 0) {
                next++;
                otherwise = new Node.Body(word.position(), List.of(control(word)));
            } else {
                if (word.kind() == Kind.KEYWORD) {
                    throw unexpected(word, "else");
                }
                otherwise = list();
                if (!ending.equals("end")) {
                    throw error("expected end; found {{else}}");
                }
            }
        }
        variables = new ArrayList<>(variables.subList(0, scope));
        ending = "";
        return new Node.Branch(token.position(), keyword, pipeline, body, otherwise);
    }

    private Node.Pipeline pipeline(String context, Kind end) {
        int position = peekNonSpace().position();
        List<String> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Token token = takeNonSpace();
            if (token.kind() == end) {
                check(commands, context);
                return new Node.Pipeline(position, declared, assigns, commands);
            }
            switch (token.kind()) {
                case BOOL, CHARACTER, DOT, FIELD, IDENTIFIER, NUMBER, NIL, RAW_STRING, STRING, VARIABLE, LEFT_PAREN -> {
                    next--;
                    commands.add(command());
                }
                default -> throw unexpected(token, context);
            }
        }
    }

    /** Reads {@code $a, $b :=} if it is there. Returns whether it was an assignment. */
    private boolean declarations(String context, List<String> declared) {
        while (true) {
            int start = next;
            Token variable = peekNonSpace();
            if (variable.kind() != Kind.VARIABLE) {
                return false;
            }
            next++;
            Token after = peekNonSpace();
            if (after.kind() == Kind.ASSIGN || after.kind() == Kind.DECLARE) {
                next++;
                declared.add(variable.text());
                variables.add(variable.text());
                return after.kind() == Kind.ASSIGN;
            }
            if (!(after.kind() == Kind.CHARACTER_TOKEN && after.text().equals(","))) {
                next = start;
                return false;
            }
            next++;
            declared.add(variable.text());
            variables.add(variable.text());
            if (!context.equals("range") || declared.size() > 1) {
                throw error("too many declarations in " + context);
            }
            if (peekNonSpace().kind() != Kind.VARIABLE) {
                throw error("range can only initialize variables");
            }
        }
    }

    private void check(List<Node.Command> commands, String context) {
        if (commands.isEmpty()) {
            throw error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).operands().getFirst();
            if (first instanceof Node.Literal || first instanceof Node.Dot || first instanceof Node.Nil) {
                throw error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() {
        int position = peekNonSpace().position();
        List<Node> operands = new ArrayList<>();
        while (true) {
            peekNonSpace();
            Node operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = take();
            if (token.kind() == Kind.SPACE) {
                continue;
            }
            if (token.kind() == Kind.RIGHT || token.kind() == Kind.RIGHT_PAREN) {
                next--;
            } else if (token.kind() != Kind.PIPE) {
                throw unexpected(token, "operand");
            }
            break;
        }
        if (operands.isEmpty()) {
            throw error("empty command");
        }
        return new Node.Command(position, operands);
    }

    private @Nullable Node operand() {
        Node node = term();
        if (node == null || peek().kind() != Kind.FIELD) {
            return node;
        }
        int position = peek().position();
        List<String> names = new ArrayList<>();
        while (peek().kind() == Kind.FIELD) {
            names.add(take().text().substring(1));
        }
        return switch (node) {
            case Node.Field field -> new Node.Field(position, joined(field.names(), names));
            case Node.Variable variable -> new Node.Variable(position, joined(variable.names(), names));
            case Node.Literal _, Node.Nil _, Node.Dot _ ->
                throw error("unexpected . after term " + Quote.go(node.shown()));
            default -> new Node.Chain(position, node, names);
        };
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private @Nullable Node term() {
        Token token = takeNonSpace();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> {
                if (!Functions.isDefined(token.text())) {
                    throw error("function " + Quote.go(token.text()) + " not defined");
                }
                yield new Node.Identifier(position, token.text());
            }
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> {
                if (!variables.contains(token.text())) {
                    throw error("undefined variable " + Quote.go(token.text()));
                }
                yield new Node.Variable(position, List.of(token.text()));
            }
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
            case BOOL -> new Node.Literal(position, token.text().equals("true"), token.text());
            case NUMBER -> {
                Object number = Numbers.parse(token.text());
                if (number == null) {
                    throw error("illegal number syntax: " + Quote.go(token.text()));
                }
                yield new Node.Literal(position, number, token.text());
            }
            case CHARACTER -> {
                String value = unquote(token);
                yield new Node.Literal(position, (long) value.codePointAt(0), token.text());
            }
            case STRING, RAW_STRING -> new Node.Literal(position, unquote(token), token.text());
            case LEFT_PAREN -> pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
            default -> {
                next--;
                yield null;
            }
        };
    }

    /** The text of a literal in quotes, with Go's escapes. */
    private String unquote(Token token) {
        String quoted = token.text();
        String inner = quoted.substring(1, quoted.length() - 1);
        if (token.kind() == Kind.RAW_STRING || inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < inner.length()) {
            char c = inner.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = inner.charAt(i++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'a' -> text.append('\u0007');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'v' -> text.append('\u000b');
                case '\\', '"', '\'' -> text.append(escape);
                case 'x', 'u', 'U' -> {
                    int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : 8;
                    if (i + digits > inner.length()) {
                        throw error("invalid syntax");
                    }
                    text.appendCodePoint(codePoint(inner.substring(i, i + digits), 16));
                    i += digits;
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    if (i + 2 > inner.length()) {
                        throw error("invalid syntax");
                    }
                    text.appendCodePoint(codePoint(inner.substring(i - 1, i + 2), 8));
                    i += 2;
                }
                default -> throw error("invalid syntax");
            }
        }
        return text.toString();
    }

    private int codePoint(String digits, int base) {
        try {
            int value = Integer.parseUnsignedInt(digits, base);
            if (Character.isValidCodePoint(value)) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Reported below.
        }
        throw error("invalid syntax");
    }
}
