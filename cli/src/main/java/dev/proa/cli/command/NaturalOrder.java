package dev.proa.cli.command;

import java.util.Comparator;

/** Order of texts in which runs of digits count as numbers: {@code 80} before {@code 443}. */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (digit(a, i) && digit(b, j)) {
                int startA = skipZeros(a, i);
                int startB = skipZeros(b, j);
                int endA = endOfDigits(a, startA);
                int endB = endOfDigits(b, startB);
                int order = Integer.compare(endA - startA, endB - startB);
                if (order == 0) {
                    order = a.substring(startA, endA).compareTo(b.substring(startB, endB));
                }
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else {
                int order = Character.compare(a.charAt(i), b.charAt(j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static boolean digit(String text, int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static int skipZeros(String text, int from) {
        int i = from;
        while (digit(text, i + 1) && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int endOfDigits(String text, int from) {
        int i = from;
        while (digit(text, i)) {
            i++;
        }
        return i;
    }
}
