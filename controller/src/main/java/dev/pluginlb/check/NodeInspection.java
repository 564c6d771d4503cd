package dev.pluginlb.check;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Cidr;
import dev.pluginlb.cluster.ClusterSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether nodes answer from here, and for each cause why one may not what to do; a part of {@link Inspection}. */
record NodeInspection(String healthPath) {

    /** What Docker takes the networks of its bridges from. */
    private static final Cidr BRIDGES = Cidr.parse("172.16.0.0/12");

    /** How every front of ours answers a probe. */
    private static final String OURSELVES = "answered 421";

    /** @param unknownNames host names of nodes that the name service does not know */
    List<Finding> findings(ClusterSnapshot cluster, Collection<String> unknownNames) {
        List<Finding> findings = new ArrayList<>();
        int all = cluster.nodes().size();
        if (all > 0 && cluster.up().size() == all) {
            findings.add(Finding.ok("nodes: " + all + ", all answer"));
        }
        unknownNames.forEach(name -> findings.add(Finding.warning(
                "node " + name + ": is not found by the name service",
                "mend the name (discovery.static, discovery.rewrite, or what the node registers), or let the name"
                        + " service know it")));
        cluster.nodes().stream()
                .filter(node -> !node.isUp())
                .forEach(node -> findings.add(Finding.warning(
                        "node " + node.id() + " at " + node.address() + ": " + node.lastProbe(),
                        mend(node.address(), node.lastProbe().latest()))));
        return findings;
    }

    /** @param words of its probe: the system's own where there was no connection */
    String mend(Address address, String words) {
        if (words.contains(OURSELVES)) {
            return "that is a front of pluginlb: leave it out with discovery.addresses.exclude, or give its"
                    + " nginx.internal-listen another address than the daemon's";
        }
        if (address.ip().filter(BRIDGES::contains).isPresent()) {
            return "172.16.0.0/12 is what Docker gives to containers, which only their host reaches: discovery.rewrite"
                    + " \"" + address + "\" to a published port, or leave it out with discovery.addresses.exclude";
        }
        if (words.contains("answered ")) {
            return "somebody answers, and not as a plugin daemon does: is health.path right, and is this its port?";
        }
        if (words.contains("refused")) {
            return "nothing listens there: does the daemon run, on this port, and not on its loopback address alone?";
        }
        if (words.contains("No route") || words.contains("unreachable")) {
            return "this machine has no way there, or a firewall says so: ip route get " + address.host()
                    + "; discovery.addresses.prefer another of its networks, or discovery.rewrite";
        }
        return words.contains("no answer within")
                ? "a firewall that swallows it, another machine's address, or a daemon that hangs: curl -m 3 http://"
                        + address + healthPath
                        + " from here and from there; discovery.rewrite if it is reached elsewhere"
                : "it must answer " + healthPath + " from here; discovery.rewrite or discovery.static if it is reached"
                        + " elsewhere";
    }
}
