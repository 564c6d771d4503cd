package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import java.util.List;
import java.util.Optional;

/** One item of {@code discovery.static}: a mapping of id, address and, if it is not 100, weight. */
final class StaticNodeShape implements Shape<StaticNode> {

    private static final List<String> FIELDS = List.of("id", "address", "weight");
    private static final Shape<NodeId> ID =
            ScalarShape.open("1 to 128 of letters, digits, '.', '_', ':', '-'", NodeId::new);
    private static final Shape<Integer> WEIGHT = Shapes.whole(1, StaticNode.MAX_WEIGHT);

    @Override
    public String rule() {
        return "a mapping {id: n1, address: \"10.0.0.5:5002\", weight: 100}";
    }

    @Override
    public Optional<StaticNode> read(Node node, Place place) {
        return node instanceof Node.Mapping mapping ? fields(mapping, place) : place.refuse(node, rule());
    }

    private Optional<StaticNode> fields(Node.Mapping mapping, Place place) {
        boolean known = mapping.entries().stream().map(Node.Entry::name).allMatch(FIELDS::contains);
        long names = mapping.entries().stream().map(Node.Entry::name).distinct().count();
        if (!known || names != mapping.entries().size()) {
            return place.refuse(mapping, rule());
        }
        Node nothing = new Node.Nothing(mapping.line());
        Optional<NodeId> id = ID.read(field(mapping, "id").orElse(nothing), place.at(".id"));
        Optional<Address> address =
                Shapes.ADDRESS.read(field(mapping, "address").orElse(nothing), place.at(".address"));
        Node weightNode = field(mapping, "weight").orElse(Node.text(Integer.toString(StaticNode.DEFAULT_WEIGHT)));
        Optional<Integer> weight = WEIGHT.read(weightNode, place.at(".weight"));
        return id.flatMap(i -> address.flatMap(a -> weight.map(w -> new StaticNode(i, a, w))));
    }

    private static Optional<Node> field(Node.Mapping mapping, String name) {
        return mapping.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Node.Entry::value)
                .findFirst();
    }
}
