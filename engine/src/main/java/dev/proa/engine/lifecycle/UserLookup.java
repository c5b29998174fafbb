package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.InvalidArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns what a user wrote ({@code name}, {@code uid}, {@code name:group}, {@code uid:gid}) into numbers, by an image's
 * own passwd(5) and group(5). A number that no entry has is taken as it is; a name that no entry has is refused.
 *
 * @param passwd content of /etc/passwd, empty when there is none
 * @param group content of /etc/group, empty when there is none
 */
public record UserLookup(String passwd, String group) {
    /** Above, the kernel's uid_t would be taken for "no change" (-1) or overflow. */
    private static final long MAX_ID = 0x7fffffffL;

    private record Account(String name, int uid, int gid, String home) {}

    private record Group(String name, int gid, List<String> members) {}

    /**
     * @param user empty: root
     * @param additional groups the user wants besides, by name or number
     * @throws InvalidArgument when a name is not known or a number out of range
     */
    public ProcessUser find(String user, List<String> additional) {
        int colon = user.indexOf(':');
        String given = colon < 0 ? user : user.substring(0, colon);
        String userPart = given.isEmpty() ? "0" : given;
        String groupPart = colon < 0 ? "" : user.substring(colon + 1);

        Optional<Account> account = account(userPart);
        int uid = account.map(Account::uid)
                .orElseGet(() -> number(userPart)
                        .orElseThrow(() -> new InvalidArgument(
                                "unable to find user " + userPart + ": no matching entries in passwd file")));
        int gid = groupPart.isEmpty()
                ? account.map(Account::gid).orElse(0)
                : gid(groupPart)
                        .orElseThrow(() -> new InvalidArgument(
                                "unable to find group " + groupPart + ": no matching entries in group file"));

        SortedSet<Integer> groups = new TreeSet<>();
        if (groupPart.isEmpty()) {
            account.ifPresent(known -> groups().stream()
                    .filter(entry -> entry.members().contains(known.name()))
                    .forEach(entry -> groups.add(entry.gid())));
        }
        for (String wanted : additional) {
            groups.add(gid(wanted).orElseThrow(() -> new InvalidArgument("Unable to find group " + wanted)));
        }
        String home = account.map(Account::home).filter(path -> !path.isEmpty()).orElse("/");
        return new ProcessUser(uid, gid, List.copyOf(groups), home);
    }

    /** A name before a number: an account may well be called {@code 1000}. */
    private Optional<Account> account(String user) {
        List<Account> accounts = entries(passwd, 4, UserLookup::account);
        Optional<Account> named =
                accounts.stream().filter(entry -> entry.name().equals(user)).findFirst();
        if (named.isPresent()) {
            return named;
        }
        return number(user)
                .flatMap(uid ->
                        accounts.stream().filter(entry -> entry.uid() == uid).findFirst());
    }

    private Optional<Integer> gid(String wanted) {
        Optional<Integer> named = groups().stream()
                .filter(entry -> entry.name().equals(wanted))
                .map(Group::gid)
                .findFirst();
        return named.isPresent() ? named : number(wanted);
    }

    private List<Group> groups() {
        return entries(group, 3, UserLookup::group);
    }

    private static Optional<Account> account(List<String> fields) {
        Optional<Integer> uid = idField(fields.get(2));
        Optional<Integer> gid = idField(fields.get(3));
        return uid.isPresent() && gid.isPresent()
                ? Optional.of(
                        new Account(fields.getFirst(), uid.get(), gid.get(), fields.size() > 5 ? fields.get(5) : ""))
                : Optional.empty();
    }

    private static Optional<Group> group(List<String> fields) {
        List<String> members = fields.size() > 3 ? List.of(fields.get(3).split(",")) : List.of();
        return idField(fields.get(2)).map(gid -> new Group(fields.getFirst(), gid, members));
    }

    /** Lines that are too short or hold no numbers are passed over: an image may contain anything. */
    private static <T> List<T> entries(String file, int fieldsNeeded, Function<List<String>, Optional<T>> reader) {
        List<T> entries = new ArrayList<>();
        for (String line : file.split("\n", -1)) {
            List<String> fields = List.of(line.strip().split(":", -1));
            if (fields.size() >= fieldsNeeded && !line.startsWith("#")) {
                reader.apply(fields).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private static Optional<Integer> idField(String text) {
        return digits(text) && Long.parseLong(text) <= MAX_ID
                ? Optional.of((int) Long.parseLong(text))
                : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        if (!digits(text)) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        if (value > MAX_ID) {
            throw new InvalidArgument("uids and gids must be in range 0-" + MAX_ID);
        }
        return Optional.of((int) value);
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
