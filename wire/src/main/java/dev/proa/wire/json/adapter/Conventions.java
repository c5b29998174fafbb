package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.jsonb.AdapterFactory;
import io.avaje.jsonb.Jsonb;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, maps and numbers as Go has them, and the adapters that single fields ask for. */
public final class Conventions implements AdapterFactory {
    @Override
    public @Nullable JsonAdapter<?> create(Type type, Jsonb jsonb) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return list(arguments[0], jsonb);
            }
            if (generic.getRawType() == Map.class) {
                return map(arguments[1], jsonb);
            }
            return null;
        }
        JsonAdapter<?> number = number(type);
        return number != null ? number : field(type, jsonb);
    }

    private static JsonAdapter<?> list(Type element, Jsonb jsonb) {
        return element == String.class
                ? new Lists<>(Text.INSTANCE, "")
                : new Lists<>(jsonb.<Object>adapter(element), null);
    }

    private static JsonAdapter<?> map(Type value, Jsonb jsonb) {
        return value == String.class
                ? new Maps<>(Text.INSTANCE, "")
                : new Maps<@Nullable Object>(jsonb.<@Nullable Object>adapter(value), null);
    }

    private static @Nullable JsonAdapter<?> number(Type type) {
        if (type == int.class || type == Integer.class) {
            return new Whole.Ints(type == Integer.class);
        } else if (type == long.class || type == Long.class) {
            return new Whole.Longs(type == Long.class);
        }
        return null;
    }

    private static @Nullable JsonAdapter<?> field(Type type, Jsonb jsonb) {
        if (type == OmitEmptyText.class) {
            return new OmitEmptyText();
        } else if (type == OmitFalse.class) {
            return new OmitFalse();
        } else if (type == OmitZeroInt.class) {
            return new OmitZeroInt();
        } else if (type == OmitZeroLong.class) {
            return new OmitZeroLong();
        } else if (type == OmitEmptyTexts.class) {
            return new OmitEmptyTexts();
        } else if (type == OmitEmptyTextMap.class) {
            return new OmitEmptyTextMap();
        } else if (type == OmitEmptyMounts.class) {
            return new OmitEmptyMounts(jsonb);
        } else if (type == OmitEmptyKeys.class) {
            return new OmitEmptyKeys();
        } else if (type == Keys.class) {
            return new Keys();
        } else if (type == Words.class) {
            return new Words();
        } else if (type == ExplicitNullBoolean.class) {
            return new ExplicitNullBoolean();
        } else if (type == ExplicitNullInteger.class) {
            return new ExplicitNullInteger();
        } else if (type == ExplicitNullLong.class) {
            return new ExplicitNullLong();
        } else if (type == ExplicitNullEndpointIpamConfig.class) {
            return new ExplicitNullEndpointIpamConfig(jsonb);
        }
        return null;
    }
}
